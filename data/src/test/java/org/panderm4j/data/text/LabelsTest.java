package org.panderm4j.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelsTest {
    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource({
        "pad, 6",
        "ham, 7",
        "snu, 134",
        "snu134, 134",
        "sd128, 128",
        "daffodil, 5",
        "daffodil5, 5",
        "ph2, 2",
        "isic2020, 2",
        "dermnet, 23",
    })
    void thePublishedSetsAreShipped(String name, int classes) throws IOException {
        BenchmarkSet set = BenchmarkSet.find(name).orElseThrow();
        assertThat(set.labels().size()).isEqualTo(classes);
        assertThat(set.labels()).isEqualTo(LabelSet.of(name));
    }

    @Test
    void classesKeepTheirOrder() {
        assertThat(LabelSet.named("ham").classes()).startsWith("actinic keratosis", "basal cell carcinoma");
        assertThat(LabelSet.named("isic2020").classes()).containsExactly("benign", "malignant");
        assertThat(LabelSet.named("derm1m").classes()).contains("café au lait macule", "sweet’s syndrome");
        assertThat(BenchmarkSet.all()).hasSize(8);
        assertThat(BenchmarkSet.find("derm1m")).isEmpty();
        assertThat(BenchmarkSet.find("other")).isEmpty();
    }

    @Test
    void promptsFollowTheTemplates() {
        assertThat(PromptTemplates.named("skin").prompts("nevus"))
                .hasSize(8)
                .startsWith("This is a skin image of nevus", "This is a skin image of nevus.")
                .endsWith("This image depicts nevus, a type of skin cancer.");
        assertThat(PromptTemplates.named("imagenet").templates()).hasSize(80);
        assertThat(PromptTemplates.named("simple_imagenet").templates()).hasSize(7);
        assertThat(new PromptTemplates("x", List.of("{c} or {}")).prompts("$1 {c}"))
                .containsExactly("$1 {c} or $1 {c}");
    }

    @Test
    void filesHoldOneALine() throws IOException {
        Path classes =
                Files.writeString(dir.resolve("classes.txt"), "\uFEFFnevus\r\n seborrheic, keratosis \nSJS/TEN\n");
        assertThat(LabelSet.of(classes.toString()).classes())
                .containsExactly("nevus", "seborrheic, keratosis", "SJS/TEN");
        Path templates = Files.writeString(dir.resolve("templates.txt"), "a {}\n{c} b\n");
        assertThat(PromptTemplates.of(templates.toString()).prompts("x")).containsExactly("a x", "x b");
        assertThat(LabelSet.parse("a, b c ,d").classes()).containsExactly("a", "b c", "d");
    }

    @Test
    void badFilesAreNamed() throws IOException {
        Path file = Files.writeString(dir.resolve("classes.txt"), "nevus\n\nmelanoma\n");
        assertThatIOException()
                .isThrownBy(() -> LabelSet.load(file))
                .withMessageContainingAll("classes.txt", "class 2", "found nothing");
        Files.writeString(file, "nevus\nmelanoma\nnevus\n");
        assertThatIOException()
                .isThrownBy(() -> LabelSet.load(file))
                .withMessageContainingAll("class 3", "already class 1");
        Files.writeString(file, "");
        assertThatIOException().isThrownBy(() -> LabelSet.load(file)).withMessageContaining("at least one class");
        Files.writeString(file, "a {}\na photo\n");
        assertThatIOException()
                .isThrownBy(() -> PromptTemplates.load(file))
                .withMessageContainingAll("classes.txt", "template 2", "{} or {c}", "a photo");
        Files.writeString(file, "");
        assertThatIOException().isThrownBy(() -> PromptTemplates.load(file)).withMessageContaining("at least one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LabelSet.of("nothing"))
                .withMessageContainingAll("pad, ham, snu", "found nothing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PromptTemplates.of("no\u0000thing"))
                .withMessageContaining("skin, imagenet, simple_imagenet");
        assertThatIllegalArgumentException().isThrownBy(() -> LabelSet.parse("a,,b"));
    }

    @Test
    void onlyLineFeedsEndALine() throws IOException {
        Path file = Files.writeString(dir.resolve("texts.txt"), "a\u0085b\u2028c\u000Bd\re\r\n\n  f\n");
        assertThat(TextLines.read(file)).containsExactly("a\u0085b\u2028c\u000Bd\re", "", "  f");
        Files.writeString(file, "");
        assertThat(TextLines.read(file)).isEmpty();
        Files.writeString(file, "\n");
        assertThat(TextLines.read(file)).containsExactly("");
        Files.writeString(file, "a\r");
        assertThat(TextLines.read(file)).containsExactly("a\r");
        Files.write(file, new byte[] {'a', '\n', 'b', (byte) 0xE9, '\n'});
        assertThatIOException()
                .isThrownBy(() -> TextLines.read(file))
                .withMessageContainingAll("texts.txt, line 2", "UTF-8");
    }
}
