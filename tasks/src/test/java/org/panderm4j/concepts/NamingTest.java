package org.panderm4j.concepts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.panderm4j.data.concept.ConceptTerm;

class NamingTest {
    private static final ConceptTerm HAIR = new ConceptTerm("hair", "artefact");
    private static final ConceptTerm INK = new ConceptTerm("ink", "artefact");
    private static final ConceptTerm PINK = new ConceptTerm("pink", "colour");
    private static final float[][] COSINES = {{0.1f, 0.50f, 0.3f}, {0.2f, 0.45f, 0.3f}, {0.4f, -0.5f, 0.3f}};

    @Test
    void takesTheNearestTermAndTellsTheRunnerUp() {
        List<NeuronName> names = new Naming(0.2, 0).of(List.of(HAIR, INK, PINK), COSINES);
        assertThat(names).extracting(NeuronName::name).containsExactly("pink", "hair", "hair");
        assertThat(names).extracting(NeuronName::runnerUp).containsExactly(INK, INK, INK);
        assertThat(names.get(0).score()).isCloseTo(0.4, within(1e-6));
        assertThat(names.get(0).margin()).isCloseTo(0.2, within(1e-6));
        assertThat(names.get(2).margin()).isZero();
    }

    @Test
    void leavesUnnamedWhatIsTooFarOrTooNearToTheRunnerUp() {
        assertThat(new Naming(0.45, 0).of(List.of(HAIR, INK, PINK), COSINES))
                .extracting(NeuronName::name)
                .containsExactly("unnamed", "hair", "unnamed");
        assertThat(new Naming(0.2, 0.1).of(List.of(HAIR, INK, PINK), COSINES))
                .extracting(NeuronName::name)
                .containsExactly("pink", "unnamed", "unnamed");
    }

    @Test
    void aSingleTermHasNoRival() {
        NeuronName name =
                new Naming(0, 5).of(List.of(HAIR), new float[][] {{0.1f}}).get(0);
        assertThat(name.name()).isEqualTo("hair");
        assertThat(name.margin()).isInfinite();
    }

    @Test
    void whatTextsHaveInCommonIsTakenAway() {
        float[][] texts = {{1, 1, 0}, {1, 0, 1}};
        assertThat(TextMean.of(texts).without(texts)).isDeepEqualTo(new float[][] {{0, 0.5f, -0.5f}, {0, -0.5f, 0.5f}});
    }
}
