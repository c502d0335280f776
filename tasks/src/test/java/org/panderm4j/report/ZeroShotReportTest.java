package org.panderm4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.panderm4j.eval.ConfusionMatrix;
import org.panderm4j.eval.MetricValue;

class ZeroShotReportTest {
    private static final List<String> HAM = List.of(
            "actinic keratosis",
            "basal cell carcinoma",
            "benign keratosis",
            "dermatofibroma",
            "melanoma",
            "nevus",
            "vascular");
    private static final String ATTACK = "<script>alert(\"x\")</script>&'";

    private static List<String> many(int classes) {
        return IntStream.range(0, classes)
                .mapToObj(c -> c % 9 == 0 ? "pityriasis lichenoides et varioliformis acuta " + c : "condition " + c)
                .toList();
    }

    private static ZeroShotPage study() {
        SyntheticStudy study = new SyntheticStudy(11);
        return new ZeroShotPage(
                "PanDerm-2",
                List.of(
                        study.dataSet("isic2020", List.of("benign", "malignant"), 900, 2.5),
                        study.dataSet("ham", HAM, 1500, 4.5),
                        study.dataSet("dermnet", many(23), 800, 5),
                        study.dataSet("snu", many(134), 2100, 6)),
                SyntheticStudy.facts());
    }

    /** The pages stay in the build folder, to be looked at. */
    static Path pageFolder() throws IOException {
        return Files.createDirectories(Path.of("target", "pages"));
    }

    @Test
    void showsEveryDataSet() throws IOException {
        Path file = pageFolder().resolve("zero-shot.html");
        ZeroShotReport.write(study(), file);
        String html = Files.readString(file);
        assertThat(html).contains("isic2020", "ham", "snu", "AUROC", "Balanced accuracy", "Top-3 accuracy");
        assertThat(html).contains("Research use only", "not a medical device", "2 inputs were skipped", "0042.jpg");
        assertThat(html).contains("data:image/jpeg;base64,", "prefers-color-scheme: dark", "@media print");
        assertThat(html).contains("sha256 9f3c…e1", "All 134 classes", "no pictures");
        assertThat(html.length()).isLessThan(1_500_000);
    }

    @Test
    void loadsNothingAndRunsNothing() {
        PageChecks.assertSelfContained(ZeroShotReport.render(study()));
    }

    @Test
    void escapesWhateverItIsGiven() {
        MetricValue accuracy = MetricValue.plain("acc", 1, 0.5);
        MetricValue strange = new MetricValue(ATTACK, 1, OptionalDouble.empty(), Optional.empty());
        Example example = new Example(
                Optional.of(new SyntheticStudy(1).lesion()),
                "a\" onerror=\"alert(1)\" " + ATTACK,
                ATTACK,
                "b",
                List.of(new Example.ClassProbability(ATTACK, 0.7)));
        for (int classes : new int[] {3, 40}) {
            List<String> names =
                    IntStream.range(0, classes).mapToObj(c -> ATTACK + c).toList();
            long[][] counts = new long[classes][classes];
            counts[0][1] = 3;
            counts[1][1] = 4;
            String html = ZeroShotReport.render(new ZeroShotPage(
                    ATTACK,
                    List.of(new DataSetSection(
                            ATTACK,
                            names,
                            7,
                            "acc",
                            List.of(accuracy, strange),
                            new ConfusionMatrix(counts),
                            List.of(new Gallery(ATTACK, ATTACK, List.of(example))),
                            List.of(new Skipped(ATTACK, ATTACK)))),
                    List.of(new Fact(ATTACK, ATTACK))));
            PageChecks.assertSelfContained(html);
            assertThat(html).contains("&lt;script&gt;", "not defined", "alt=\"a&#34; onerror=&#34;");
        }
    }

    @Test
    void isTheSamePageEveryTime() {
        assertThat(ZeroShotReport.render(study())).isEqualTo(ZeroShotReport.render(study()));
    }

    @Test
    void refusesSectionsThatDoNotFit() {
        MetricValue accuracy = MetricValue.plain("acc", 1, 0.5);
        ConfusionMatrix matrix = new ConfusionMatrix(new long[][] {{1, 0}, {0, 1}});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DataSetSection(
                        "pad", List.of("a"), 2, "acc", List.of(accuracy), matrix, List.of(), List.of()))
                .withMessageContaining("pad")
                .withMessageContaining("2 class names");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DataSetSection(
                        "pad", List.of("a", "b"), 2, "auroc", List.of(accuracy), matrix, List.of(), List.of()))
                .withMessageContaining("auroc");
    }
}
