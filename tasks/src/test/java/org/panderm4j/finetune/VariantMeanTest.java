package org.panderm4j.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.panderm4j.nn.fusion.Fusing;
import org.panderm4j.nn.fusion.FusionDesign;

class VariantMeanTest {
    private static final FusionDesign DESIGN = new FusionDesign(
            true,
            false,
            new FusionDesign.Images(4, Fusing.CONCATENATION, 1, 1),
            false,
            Optional.empty(),
            FusionDesign.HeadKind.LINEAR,
            List.of(new FusionDesign.Output("diagnosis", 2), new FusionDesign.Output("network", 3)));

    private static CaseScorer.Scored scored(float... logits) {
        return new CaseScorer.Scored(new int[] {7}, new float[][] {logits}, 1);
    }

    private static double[] probabilities(CaseScorer.Scored scored, int first, int count) {
        return LogitScores.probabilities(LogitScores.part(scored.logits(), first, count))[0];
    }

    @Test
    void softmaxOfWhatItGivesIsTheMeanProbabilityOfEachOutput() {
        List<CaseScorer.Scored> variants = List.of(scored(1, 3, 0, 2, 5), scored(4, -1, 9, 2, 0));
        CaseScorer.Scored mean = new VariantMean(DESIGN).of(variants);

        assertThat(mean.cases()).containsExactly(7);
        assertThat(mean.replaced()).isEqualTo(1);
        for (int[] output : new int[][] {{0, 2}, {2, 3}}) {
            double[] one = probabilities(variants.get(0), output[0], output[1]);
            double[] other = probabilities(variants.get(1), output[0], output[1]);
            double[] found = probabilities(mean, output[0], output[1]);
            for (int c = 0; c < found.length; c++) {
                assertThat(found[c]).isCloseTo((one[c] + other[c]) / 2, within(1e-6));
            }
        }
    }

    @Test
    void aSingleVariantStaysAsItIs() {
        CaseScorer.Scored only = scored(1, 3, 0, 2, 5);
        assertThat(new VariantMean(DESIGN).of(List.of(only))).isSameAs(only);
    }
}
