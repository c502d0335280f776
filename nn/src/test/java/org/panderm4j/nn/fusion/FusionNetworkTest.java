package org.panderm4j.nn.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.nn.engine.Tensor;
import org.panderm4j.nn.fusion.FusionDesign.HeadKind;
import org.panderm4j.nn.fusion.FusionDesign.Images;
import org.panderm4j.nn.fusion.FusionDesign.Metadata;
import org.panderm4j.nn.fusion.FusionDesign.Output;
import org.panderm4j.nn.fusion.FusionNetwork.Options;
import org.panderm4j.nn.train.Draws;
import org.panderm4j.nn.train.Parameter;

class FusionNetworkTest {
    private static final double VALUES = 2e-5;
    private static final double GRADIENTS = 5e-4;
    private static final double STEP = 1e-5;
    private static final Options PLAIN = new Options(2, 0);
    private static final Draws DRAWS = name -> new SplittableRandom(name.hashCode());

    static Stream<FusionDesign> designs() {
        return FusionSample.designs(new Random(7)).stream();
    }

    @ParameterizedTest
    @MethodSource("designs")
    void isWhatPlainLoopsCompute(FusionDesign design) {
        for (boolean training : new boolean[] {true, false}) {
            new Check(design, training, new Random(design.toString().hashCode())).run();
        }
    }

    /** A network, plain loops with the same weights, and a loss sum(c * logits) with random c. */
    private static final class Check {
        private final FusionDesign design;
        private final boolean training;
        private final Random random;
        private final FusionSample weights;
        private final Map<String, double[]> doubles;
        private final FusionInputs inputs;
        private final Map<Modality, double[][]> doubleInputs = new EnumMap<>(Modality.class);
        private final float[][] factors;

        Check(FusionDesign design, boolean training, Random random) {
            this.design = design;
            this.training = training;
            this.random = random;
            this.weights = new FusionSample(design, random);
            this.doubles = weights.doubles();
            this.inputs = FusionSample.inputs(design, 5, random);
            inputs.present().forEach((modality, rows) -> doubleInputs.put(modality, doubles(rows)));
            this.factors = new float[5][design.logits()];
            for (float[] row : factors) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = (float) random.nextGaussian();
                }
            }
        }

        private static double[][] doubles(float[][] rows) {
            double[][] copy = new double[rows.length][rows[0].length];
            for (int i = 0; i < rows.length; i++) {
                for (int k = 0; k < rows[i].length; k++) {
                    copy[i][k] = rows[i][k];
                }
            }
            return copy;
        }

        void run() {
            try (FusionNetwork network = FusionNetwork.open(design, weights, PLAIN)) {
                FusionNetwork.Pass pass = training
                        ? network.forward(inputs, DRAWS, design.modalities())
                        : network.evaluate(inputs, design.modalities());
                checkLogits(pass.logits());
                FusionInputs byInputs = pass.backward(factors);
                checkGradients(network, byInputs);
                checkStatistics(network);
            }
        }

        private void checkLogits(float[][] found) {
            double[][] expected = new DoubleFusion(design, doubles, training).logits(doubleInputs);
            double largest = Arrays.stream(expected)
                    .flatMapToDouble(Arrays::stream)
                    .map(Math::abs)
                    .max()
                    .orElseThrow();
            for (int i = 0; i < expected.length; i++) {
                for (int k = 0; k < expected[i].length; k++) {
                    assertThat((double) found[i][k]).isCloseTo(expected[i][k], within(VALUES * largest));
                }
            }
        }

        private double loss() {
            double[][] logits = new DoubleFusion(design, doubles, training).logits(doubleInputs);
            double loss = 0;
            for (int i = 0; i < logits.length; i++) {
                for (int k = 0; k < logits[i].length; k++) {
                    loss += factors[i][k] * logits[i][k];
                }
            }
            return loss;
        }

        private void checkGradients(FusionNetwork network, FusionInputs byInputs) {
            double largest = 0;
            for (Parameter parameter : network.parameters()) {
                largest = Math.max(largest, largest(parameter.gradient()));
            }
            for (Parameter parameter : network.parameters()) {
                check(parameter.name(), parameter.gradient(), doubles.get(parameter.name()), largest);
            }
            for (Map.Entry<Modality, float[][]> entry : byInputs.present().entrySet()) {
                double[][] rows = doubleInputs.get(entry.getKey());
                int row = random.nextInt(rows.length);
                check(entry.getKey().word(), FloatBuffer.wrap(entry.getValue()[row]), rows[row], largest);
            }
            assertThat(byInputs.present().keySet()).isEqualTo(design.modalities());
        }

        private static double largest(FloatBuffer values) {
            double largest = 0;
            for (int i = 0; i < values.limit(); i++) {
                largest = Math.max(largest, Math.abs(values.get(i)));
            }
            return largest;
        }

        private void check(String name, FloatBuffer gradient, double[] values, double largestOfAll) {
            double scale = Math.max(largest(gradient), 1e-2 * largestOfAll);
            for (int i = 0; i < 2; i++) {
                int entry = random.nextInt(values.length);
                double value = values[entry];
                values[entry] = value + STEP;
                double above = loss();
                values[entry] = value - STEP;
                double below = loss();
                values[entry] = value;
                assertThat((double) gradient.get(entry))
                        .as("gradient by %s at %d", name, entry)
                        .isCloseTo((above - below) / (2 * STEP), within(GRADIENTS * scale));
            }
        }

        /** A tenth of the batch's, its variance as an estimate for all cases. */
        private void checkStatistics(FusionNetwork network) {
            DoubleFusion plain = new DoubleFusion(design, doubles, training);
            plain.logits(doubleInputs);
            plain.statistics().forEach((norm, moments) -> {
                for (int k = 0; k < moments.length; k++) {
                    double mean = doubles.get(norm + ".mean")[k];
                    double variance = doubles.get(norm + ".variance")[k];
                    if (training) {
                        mean = 0.9 * mean + 0.1 * moments[k][0];
                        variance = 0.9 * variance + 0.1 * moments[k][1] * 5 / 4;
                    }
                    assertThat((double) buffer(network, norm + ".mean").get(k)).isCloseTo(mean, within(1e-5));
                    assertThat((double) buffer(network, norm + ".variance").get(k))
                            .isCloseTo(variance, within(1e-5 * (1 + variance)));
                }
                double batches = doubles.get(norm + ".batches")[0] + (training ? 1 : 0);
                assertThat((double) buffer(network, norm + ".batches").get(0)).isCloseTo(batches, within(1e-6));
            });
            assertThat(network.buffers()).hasSize(3 * plain.statistics().size());
        }
    }

    private static FloatBuffer buffer(FusionNetwork network, String name) {
        return network.buffers().get(name).values();
    }

    @ParameterizedTest
    @MethodSource("designs")
    void beginsAnewAndHasTheWidthItSays(FusionDesign design) {
        FusionInitialWeights weights = new FusionInitialWeights(design, DRAWS);
        FusionInputs inputs = FusionSample.inputs(design, 3, new Random(1));
        try (FusionNetwork network = FusionNetwork.open(design, weights, Options.withThreads(2))) {
            Map<String, Tensor> values =
                    network.values(inputs, List.of(FusionNames.HEAD_INPUT, FusionNames.PROBABILITIES));
            assertThat(values.get(FusionNames.HEAD_INPUT).shape()).containsExactly(3, design.fusedWidth());
            for (float[] row : values.get(FusionNames.PROBABILITIES).rows()) {
                double sum = 0;
                for (float value : row) {
                    sum += value;
                }
                assertThat(sum).isCloseTo(1, within(1e-6));
            }
            network.forward(inputs, DRAWS).backward(network.logits(inputs));
            assertThat(network.parameters())
                    .extracting(Parameter::name)
                    .containsExactlyElementsOf(
                            FusionNetwork.parameterShapes(design).keySet());
        }
    }

    private static FusionDesign vectorAndClinical() {
        return new FusionDesign(
                true,
                false,
                new Images(8, Fusing.CROSS_ATTENTION, 2, 1),
                false,
                Optional.of(new Metadata(Metadata.Kind.VECTOR, 5, 6, Fusing.CROSS_ATTENTION, 2, 1)),
                HeadKind.MLP,
                List.of(new Output("diagnosis", 3)));
    }

    @Test
    void dropsInTrainingAloneAndAsDrawn() {
        FusionDesign design = vectorAndClinical();
        FusionSample weights = new FusionSample(design, new Random(2));
        FusionInputs inputs = FusionSample.inputs(design, 6, new Random(3));
        try (FusionNetwork network = FusionNetwork.open(design, weights, new Options(1, 0.5));
                FusionNetwork plain = FusionNetwork.open(design, weights, new Options(1, 0))) {
            float[][] first = logits(network, inputs, DRAWS);
            assertThat(logits(network, inputs, DRAWS)).isDeepEqualTo(first);
            assertThat(Arrays.deepEquals(logits(network, inputs, name -> new SplittableRandom(1)), first))
                    .isFalse();
            assertThat(Arrays.deepEquals(logits(plain, inputs, DRAWS), first)).isFalse();
        }
        try (FusionNetwork network = FusionNetwork.open(design, weights, new Options(1, 0.5));
                FusionNetwork plain = FusionNetwork.open(design, weights, new Options(1, 0))) {
            assertThat(network.logits(inputs)).isDeepEqualTo(plain.logits(inputs));
        }
    }

    private static float[][] logits(FusionNetwork network, FusionInputs inputs, Draws draws) {
        try (FusionNetwork.Pass pass = network.forward(inputs, draws)) {
            return pass.logits();
        }
    }

    @Test
    void givesNoGradientsByWhatWasNotAskedFor() {
        FusionDesign design = vectorAndClinical();
        FusionInputs inputs = FusionSample.inputs(design, 4, new Random(3));
        try (FusionNetwork network = FusionNetwork.open(design, new FusionSample(design, new Random(2)), PLAIN)) {
            assertThat(network.forward(inputs, DRAWS)
                            .backward(network.logits(inputs))
                            .present())
                    .isEmpty();
            assertThat(network.forward(inputs, DRAWS, Set.of(Modality.METADATA))
                            .backward(network.logits(inputs))
                            .present())
                    .containsOnlyKeys(Modality.METADATA);
        }
    }

    @Test
    void refusesWhatIsMissingOrTooMuch() {
        FusionDesign design = vectorAndClinical();
        FusionInputs whole = FusionSample.inputs(design, 4, new Random(3));
        FusionInputs part = new FusionInputs(whole.clinical(), Optional.empty(), Optional.empty());
        FusionInputs more = new FusionInputs(whole.clinical(), whole.clinical(), whole.metadata());
        FusionInputs narrow = new FusionInputs(whole.metadata(), Optional.empty(), whole.metadata());
        FusionInputs one = FusionSample.inputs(design, 1, new Random(3));
        FusionNetwork network = FusionNetwork.open(design, new FusionSample(design, new Random(2)), PLAIN);
        try (network) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> network.logits(part))
                    .withMessage("expected features of clinical, metadata, found none of metadata");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> network.logits(more))
                    .withMessage("expected features of clinical, metadata, found some of dermoscopic");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> network.logits(narrow))
                    .withMessage("input clinical: expected 8 values a case, found 5");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> network.forward(one, DRAWS))
                    .withMessageContaining("at least 2 cases in a training batch");
            assertThat(network.logits(one)).hasDimensions(1, 3);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> network.values(whole, List.of("fusion.nothing")))
                    .withMessageContaining("fusion.nothing");
            FusionNetwork.Pass pass = network.forward(whole, DRAWS);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> pass.backward(new float[4][2]))
                    .withMessageContaining("expected a gradient of shape [4, 3], found [4, 2]");
            assertThatIllegalStateException().isThrownBy(() -> pass.backward(new float[4][3]));
        }
        assertThatIllegalStateException().isThrownBy(() -> network.logits(whole));
    }

    @Test
    void refusesDesignsThatCannotBe() {
        List<Output> outputs = List.of(new Output("diagnosis", 3));
        Images images = new Images(8, Fusing.CROSS_ATTENTION, 2, 1);
        Metadata odd = new Metadata(Metadata.Kind.TEXT, 5, 6, Fusing.CROSS_ATTENTION, 3, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new FusionDesign(true, true, images, false, Optional.of(odd), HeadKind.LINEAR, outputs))
                .withMessageContaining("metadata fusion")
                .withMessageContaining("divides the width of 16");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Output("x", 1))
                .withMessageContaining("at least 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FusionDesign(
                        true,
                        true,
                        images,
                        false,
                        Optional.empty(),
                        HeadKind.LINEAR,
                        List.of(outputs.get(0), outputs.get(0))))
                .withMessageContaining("different names");
    }

    /** As the reference, which builds no attention then. */
    @Test
    void doesNotAskForHeadsThatFitWhereNoPicturesAttend() {
        Images images = new Images(10, Fusing.CROSS_ATTENTION, 4, 0);
        List<Output> outputs = List.of(new Output("diagnosis", 3));
        FusionDesign one = new FusionDesign(true, false, images, false, Optional.empty(), HeadKind.LINEAR, outputs);
        try (FusionNetwork network = FusionNetwork.open(one, new FusionSample(one, new Random(2)), PLAIN)) {
            assertThat(network.logits(FusionSample.inputs(one, 2, new Random(3))))
                    .hasDimensions(2, 3);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new FusionDesign(true, true, images, false, Optional.empty(), HeadKind.LINEAR, outputs))
                .withMessageContaining("image fusion")
                .withMessageContaining("divides the width of 10");
    }

    /** Beside the heap, which grows as it likes: one array of a step's that stayed would be 50 MB in the end. */
    @Test
    void memoryBesideTheHeapIsFlat() {
        FusionDesign design = vectorAndClinical();
        Random random = new Random(3);
        try (FusionNetwork network =
                FusionNetwork.open(design, new FusionSample(design, random), Options.withThreads(1))) {
            long settled = 0;
            for (int step = 0; step < 400; step++) {
                FusionInputs inputs = FusionSample.inputs(design, 254 + random.nextInt(3), random);
                FusionNetwork.Pass pass = network.forward(inputs, DRAWS);
                if (step % 5 == 4) {
                    pass.close();
                } else {
                    pass.backward(pass.logits());
                }
                settled = step == 200 ? besideTheHeap() : settled;
            }
            assertThat(besideTheHeap()).isLessThan(settled + (20L << 20));
        }
    }

    private static long besideTheHeap() {
        return Pointer.physicalBytes() - Runtime.getRuntime().totalMemory();
    }
}
