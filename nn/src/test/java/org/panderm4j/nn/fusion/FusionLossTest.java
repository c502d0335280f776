package org.panderm4j.nn.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.panderm4j.nn.fusion.FusionDesign.HeadKind;
import org.panderm4j.nn.fusion.FusionDesign.Images;
import org.panderm4j.nn.fusion.FusionDesign.Output;
import org.panderm4j.nn.fusion.FusionLoss.Options;
import org.panderm4j.nn.fusion.FusionTargets.Mix;

class FusionLossTest {
    private static FusionDesign design(int... classes) {
        List<Output> outputs = IntStream.range(0, classes.length)
                .mapToObj(k -> new Output("output" + k, classes[k]))
                .toList();
        return new FusionDesign(
                true,
                false,
                new Images(4, Fusing.CONCATENATION, 1, 1),
                false,
                Optional.empty(),
                HeadKind.LINEAR,
                outputs);
    }

    private static double logP(float[] row, int first, int classes, int label) {
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            sum += Math.exp(row[first + k]);
        }
        return row[first + label] - Math.log(sum);
    }

    @Test
    void isAMeanOfNegativeLogarithms() {
        float[][] logits = {{1, 2, -1}, {0.5f, 0, 3}};
        FusionLoss.Value value =
                new FusionLoss(design(3), Options.plain()).of(logits, FusionTargets.of(new int[] {1, 0}));
        double expected = -(logP(logits[0], 0, 3, 1) + logP(logits[1], 0, 3, 0)) / 2;
        assertThat(value.loss()).isCloseTo(expected, within(1e-12));
        assertThat(value.right()).isEqualTo(1);
    }

    /** PyTorch: the weights of the labels make the divisor; smoothing spreads a share over all classes by their weights. */
    @Test
    void weighsAndSmoothesAsPyTorchDoes() {
        float[][] logits = {{1, 2, -1}, {0.5f, 0, 3}};
        List<Double> w = List.of(0.5, 2.0, 1.5);
        Options options = new Options(0.1, Optional.of(w), 1);
        double loss = new FusionLoss(design(3), options)
                .of(logits, FusionTargets.of(new int[] {1, 0}))
                .loss();
        double plain = -(2.0 * logP(logits[0], 0, 3, 1) + 0.5 * logP(logits[1], 0, 3, 0));
        double smooth = 0;
        for (float[] row : logits) {
            for (int k = 0; k < 3; k++) {
                smooth -= w.get(k) * logP(row, 0, 3, k) / 3;
            }
        }
        assertThat(loss).isCloseTo((0.9 * plain + 0.1 * smooth) / 2.5, within(1e-12));
    }

    @Test
    void mixesLabelsAsTheirCasesAreMixed() {
        float[][] logits = {{1, 2, -1}, {0.5f, 0, 3}};
        Mix mix = new Mix(new int[] {1, 0}, new double[] {0.7, 0.7});
        double loss = new FusionLoss(design(3), Options.plain())
                .of(logits, new FusionTargets(new int[][] {{1, 0}}, Optional.of(mix)))
                .loss();
        double own = -(logP(logits[0], 0, 3, 1) + logP(logits[1], 0, 3, 0)) / 2;
        double others = -(logP(logits[0], 0, 3, 0) + logP(logits[1], 0, 3, 1)) / 2;
        assertThat(loss).isCloseTo(0.7 * own + 0.3 * others, within(1e-12));
    }

    @Test
    void leavesUnknownLabelsOfFurtherOutputsOut() {
        float[][] logits = {{1, 2, 0.5f, 1}, {0.5f, 0, 3, 2}, {0, 0, 1, 1}};
        FusionLoss loss = new FusionLoss(design(2, 2), new Options(0, Optional.empty(), 0.5));
        int[] known = {1, 0, 1};
        double first = -(logP(logits[0], 0, 2, 1) + logP(logits[1], 0, 2, 0) + logP(logits[2], 0, 2, 1)) / 3;
        double second = -(logP(logits[0], 2, 2, 0) + logP(logits[2], 2, 2, 1)) / 2;
        FusionLoss.Value value = loss.of(logits, FusionTargets.of(known, new int[] {0, -1, 1}));
        assertThat(value.loss()).isCloseTo(first + 0.5 * second, within(1e-12));
        assertThat(value.gradient()[1][2]).isZero();
        assertThat(value.gradient()[1][0]).isNotZero();
        assertThat(loss.of(logits, FusionTargets.of(known, new int[] {-1, -1, -1}))
                        .loss())
                .isCloseTo(first, within(1e-12));
    }

    /** As of a batch whose classes all weigh nothing; a mean over no weight would be NaN. */
    @Test
    void isZeroWhereNothingWeighs() {
        Options options = new Options(0, Optional.of(List.of(0.0, 1.0, 1.0)), 1);
        FusionLoss.Value value =
                new FusionLoss(design(3), options).of(new float[][] {{1, 2, -1}}, FusionTargets.of(new int[] {0}));
        assertThat(value.loss()).isZero();
        assertThat(value.gradient()[0]).containsOnly(0);
    }

    @RepeatedTest(20)
    void gradientsAreThoseOfTheLoss(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        FusionLoss loss = new FusionLoss(
                design(3, 2, 4),
                new Options(
                        random.nextBoolean() ? 0 : 0.2,
                        random.nextBoolean() ? Optional.empty() : Optional.of(List.of(0.2, 1.0, 3.0)),
                        random.nextDouble()));
        float[][] logits = new float[4][9];
        for (float[] row : logits) {
            for (int k = 0; k < row.length; k++) {
                row[k] = (float) (3 * random.nextGaussian());
            }
        }
        int[][] labels = new int[3][4];
        for (int i = 0; i < 4; i++) {
            labels[0][i] = random.nextInt(3);
            labels[1][i] = random.nextInt(3) - 1;
            labels[2][i] = random.nextInt(5) - 1;
        }
        Mix mix = new Mix(new int[] {2, 0, 1, 3}, new double[] {random.nextDouble(), 1, random.nextDouble(), 0});
        FusionTargets targets = new FusionTargets(labels, random.nextBoolean() ? Optional.empty() : Optional.of(mix));
        float[][] gradient = loss.of(logits, targets).gradient();
        for (int i = 0; i < 4; i++) {
            for (int k = 0; k < 9; k++) {
                float value = logits[i][k];
                logits[i][k] = value + 0.01f;
                double above = loss.of(logits, targets).loss();
                double up = logits[i][k];
                logits[i][k] = value - 0.01f;
                double below = loss.of(logits, targets).loss();
                double expected = (above - below) / (up - logits[i][k]);
                logits[i][k] = value;
                assertThat((double) gradient[i][k]).isCloseTo(expected, within(1e-4));
            }
        }
    }

    @Test
    void refusesLabelsThatDoNotFit() {
        FusionLoss loss = new FusionLoss(design(2, 3), Options.plain());
        float[][] logits = new float[2][5];
        assertThatIllegalArgumentException()
                .isThrownBy(() -> loss.of(logits, FusionTargets.of(new int[] {0, 1})))
                .withMessageContaining("labels of 2 outputs for 2 cases");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> loss.of(logits, FusionTargets.of(new int[] {0, -1}, new int[] {0, 0})))
                .withMessageContaining("output output0: expected labels from 0 to 1, found -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> loss.of(logits, FusionTargets.of(new int[] {0, 1}, new int[] {0, 3})))
                .withMessageContaining("output output1: expected labels from -1 to 2, found 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FusionLoss(design(2), new Options(0, Optional.of(List.of(1.0)), 1)))
                .withMessageContaining("a weight for each of the 2 classes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Mix(new int[] {0, 0}, new double[] {1, 1}))
                .withMessageContaining("permutation");
        assertThatIllegalArgumentException().isThrownBy(() -> new Options(1, Optional.empty(), 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Options(0, Optional.empty(), Double.POSITIVE_INFINITY))
                .withMessageContaining("further outputs of Infinity");
    }
}
