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
import org.panderm4j.nn.engine.EngineOptions;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.engine.Engines;

/** Every array of every model fixture, from every container, on every engine, within 2e-5 of the array's largest value. */
@Tag("golden")
class ModelGoldenTest {
    private static final double TOLERANCE = 2e-5;

    private static final Set<String> IMAGE = Set.of(
            "pooler_output", "head_logits", "mean_image_tokens", "mean_all_tokens", "first_image_token", "bos_token");

    /** A fixture in one container, to be opened on one engine. */
    record Case(GoldenModels.Container container, String engine) {
        @Override
        public String toString() {
            return container + " on " + engine;
        }
    }

    /** A vision-only model has no array of some kinds; every container has some of another. */
    private static List<Case> with(Predicate<String> kind) throws IOException {
        List<Case> found = new ArrayList<>();
        for (GoldenModels.Container container : GoldenModels.all()) {
            if (container.arrays().stream().anyMatch(kind)) {
                Engines.present().forEach(engine -> found.add(new Case(container, engine)));
            }
        }
        return found;
    }

    static List<Case> withImages() throws IOException {
        return with(ModelGoldenTest::isImage);
    }

    static List<Case> withTexts() throws IOException {
        return with(ModelGoldenTest::isText);
    }

    static List<Case> withIntermediates() throws IOException {
        return with(ModelGoldenTest::isIntermediate);
    }

    static List<Case> withScores() throws IOException {
        return with(ModelGoldenTest::isScore);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("withImages")
    void image(Case one) throws IOException {
        check(one, ModelGoldenTest::isImage);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("withTexts")
    void text(Case one) throws IOException {
        check(one, ModelGoldenTest::isText);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("withIntermediates")
    void intermediates(Case one) throws IOException {
        check(one, ModelGoldenTest::isIntermediate);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("withScores")
    void scores(Case one) throws IOException {
        check(one, ModelGoldenTest::isScore);
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

    private static void check(Case one, Predicate<String> kind) throws IOException {
        EngineOptions options = new EngineOptions(one.engine(), Precision.F32, 0);
        try (DermModel model = one.container().open(options)) {
            List<Comparison> comparisons =
                    Verification.run(model, new Reference(one.container().folder()), TOLERANCE).stream()
                            .filter(array -> kind.test(array.array()))
                            .toList();
            assertThat(comparisons).isNotEmpty();
            assertThat(comparisons)
                    .allSatisfy(
                            array -> assertThat(array.holds()).as("%s", array).isTrue());
        }
    }
}
