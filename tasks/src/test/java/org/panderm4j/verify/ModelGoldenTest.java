package org.panderm4j.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.model.DermModel;

/** Every array of every model fixture, from every container, within 2e-5 of the array's largest value. */
@Tag("golden")
class ModelGoldenTest {
    private static final double TOLERANCE = 2e-5;

    private static final Set<String> IMAGE = Set.of(
            "pooler_output", "head_logits", "mean_image_tokens", "mean_all_tokens", "first_image_token", "bos_token");

    /** A vision-only model has no array of some kinds; every container has some of another. */
    private static List<GoldenModels.Container> with(Predicate<String> kind) throws IOException {
        List<GoldenModels.Container> found = new ArrayList<>();
        for (GoldenModels.Container container : GoldenModels.all()) {
            if (container.arrays().stream().anyMatch(kind)) {
                found.add(container);
            }
        }
        return found;
    }

    static List<GoldenModels.Container> withImages() throws IOException {
        return with(ModelGoldenTest::isImage);
    }

    static List<GoldenModels.Container> withTexts() throws IOException {
        return with(ModelGoldenTest::isText);
    }

    static List<GoldenModels.Container> withIntermediates() throws IOException {
        return with(ModelGoldenTest::isIntermediate);
    }

    static List<GoldenModels.Container> withScores() throws IOException {
        return with(ModelGoldenTest::isScore);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("withImages")
    void image(GoldenModels.Container container) throws IOException {
        check(container, ModelGoldenTest::isImage);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("withTexts")
    void text(GoldenModels.Container container) throws IOException {
        check(container, ModelGoldenTest::isText);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("withIntermediates")
    void intermediates(GoldenModels.Container container) throws IOException {
        check(container, ModelGoldenTest::isIntermediate);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("withScores")
    void scores(GoldenModels.Container container) throws IOException {
        check(container, ModelGoldenTest::isScore);
    }

    private static boolean isImage(String name) {
        String plain = name.replaceFirst("^bos_eos__", "");
        return plain.startsWith("image_features") || plain.startsWith("features_") || IMAGE.contains(plain);
    }

    private static boolean isText(String name) {
        return name.startsWith("text_features") || name.equals("text_pooled");
    }

    private static boolean isScore(String name) {
        return name.startsWith("logit") || name.startsWith("probs") || name.equals("cosine");
    }

    private static boolean isIntermediate(String name) {
        return !isImage(name) && !isText(name) && !isScore(name);
    }

    private static void check(GoldenModels.Container container, Predicate<String> kind) throws IOException {
        try (DermModel model = container.open()) {
            List<Comparison> comparisons =
                    Verification.run(model, new Reference(container.folder()), TOLERANCE).stream()
                            .filter(one -> kind.test(one.array()))
                            .toList();
            assertThat(comparisons).isNotEmpty();
            assertThat(comparisons)
                    .allSatisfy(one -> assertThat(one.holds()).as("%s", one).isTrue());
        }
    }
}
