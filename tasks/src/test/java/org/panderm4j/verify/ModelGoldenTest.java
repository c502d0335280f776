package org.panderm4j.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.model.DermModel;

/** Every array of every model fixture, from every container, within 2e-5 of the array's largest value. */
@Tag("golden")
class ModelGoldenTest {
    private static final double TOLERANCE = 2e-5;

    static List<GoldenModels.Container> containers() throws IOException {
        return GoldenModels.all();
    }

    @ParameterizedTest
    @MethodSource("containers")
    void image(GoldenModels.Container container) throws IOException {
        check(container, name -> name.startsWith("image_features"));
    }

    @ParameterizedTest
    @MethodSource("containers")
    void text(GoldenModels.Container container) throws IOException {
        check(container, name -> name.startsWith("text_features") || name.equals("text_pooled"));
    }

    @ParameterizedTest
    @MethodSource("containers")
    void intermediates(GoldenModels.Container container) throws IOException {
        check(container, name -> !isFeature(name) && !isScore(name));
    }

    @ParameterizedTest
    @MethodSource("containers")
    void scores(GoldenModels.Container container) throws IOException {
        check(container, ModelGoldenTest::isScore);
    }

    private static boolean isFeature(String name) {
        return name.startsWith("image_features") || name.startsWith("text_features") || name.equals("text_pooled");
    }

    private static boolean isScore(String name) {
        return name.startsWith("logit") || name.startsWith("probs") || name.equals("cosine");
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
