package org.panderm4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.panderm4j.nn.engine.Encoder;
import org.panderm4j.nn.engine.samediff.SameDiffEncoder;
import org.panderm4j.nn.lora.Lora;
import org.panderm4j.nn.lora.LoraTarget;
import org.panderm4j.nn.tower.Tower;

class TowerLayerTest {
    private static final Path TINY =
            Path.of(System.getProperty("panderm.home", "..")).resolve("examples/tiny-model");
    private static final int CLASSES = 3;
    private static final List<TowerTraining> TRAININGS = List.of(
            TowerTraining.all(),
            TowerTraining.all().withRecompute(),
            TowerTraining.lastBlocks(1),
            TowerTraining.adapters(Lora.of(2, 4, LoraTarget.QUERY, LoraTarget.VALUE, LoraTarget.DOWN)));

    private static TowerLayer.Builder tower(TowerTraining training) {
        return new TowerLayer.Builder().model(TINY.toString()).training(training);
    }

    private static TowerLayer.Builder words(TowerTraining training) {
        return tower(training).side(TowerLayer.Side.TEXT);
    }

    private static ComputationGraph graph(TowerLayer.Builder tower, InputType input) {
        ComputationGraph graph = new ComputationGraph(configuration(settings(), tower, input));
        graph.init();
        return graph;
    }

    private static NeuralNetConfiguration.Builder settings() {
        return new NeuralNetConfiguration.Builder().seed(5).updater(new Adam(1e-3));
    }

    private static ComputationGraphConfiguration configuration(
            NeuralNetConfiguration.Builder settings, TowerLayer.Builder tower, InputType input) {
        return settings.graphBuilder()
                .addInputs("in")
                .setInputTypes(input)
                .addLayer("tower", tower.build(), "in")
                .addLayer(
                        "out",
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nOut(CLASSES)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "tower")
                .setOutputs("out")
                .build();
    }

    private static ComputationGraph pictures(TowerTraining training) {
        return graph(tower(training), InputType.convolutional(48, 48, 3));
    }

    private static DataSet pictureBatch(int size) {
        Nd4j.getRandom().setSeed(11);
        return new DataSet(Nd4j.randn(DataType.FLOAT, size, 3, 48, 48), labels(size));
    }

    private static DataSet wordBatch() {
        INDArray ids = Nd4j.create(new float[][] {{2, 17, 9, 3, 0, 0}, {2, 5, 3, 0, 0, 0}, {2, 44, 6, 7, 8, 3}});
        return new DataSet(ids, labels(3));
    }

    private static INDArray labels(int size) {
        INDArray labels = Nd4j.zeros(size, CLASSES);
        for (int i = 0; i < size; i++) {
            labels.putScalar(i, i % CLASSES, 1);
        }
        return labels;
    }

    private static INDArray features(ComputationGraph graph, DataSet batch) {
        return graph.feedForward(batch.getFeatures(), false).get("tower");
    }

    private static void requireFeatures(ComputationGraph graph, DataSet batch, TowerLayer.Side side) {
        OpenTower open = OpenTower.open(TINY.toString(), side);
        try (Encoder encoder = SameDiffEncoder.open(open.tower(), open.weights(), open.prefix(), 0)) {
            float[][] expected = encoder.features(TowerInput.of(batch.getFeatures(), open.tower()), Tower.EMBEDDING);
            float[][] found = features(graph, batch).toFloatMatrix();
            for (int i = 0; i < expected.length; i++) {
                assertThat(found[i]).containsExactly(expected[i], within(1e-5f));
            }
        }
    }

    @Test
    void aFrozenTowerHasNoParametersAndGivesTheModelsFeatures() {
        ComputationGraph graph = pictures(TowerTraining.frozen());
        assertThat(graph.getLayer("tower").numParams()).isZero();
        requireFeatures(graph, pictureBatch(4), TowerLayer.Side.IMAGE);
        INDArray before = features(graph, pictureBatch(4)).dup();
        double score = graph.score(pictureBatch(4));
        for (int step = 0; step < 3; step++) {
            graph.fit(pictureBatch(4));
        }
        assertThat(features(graph, pictureBatch(4))).isEqualTo(before);
        assertThat(graph.score(pictureBatch(4))).isLessThan(score);
    }

    @Test
    void aTowerOverTextsTakesTokenIds() {
        for (TowerTraining training : List.of(TowerTraining.frozen(), TowerTraining.all())) {
            ComputationGraph graph = graph(words(training), InputType.feedForward(6));
            requireFeatures(graph, wordBatch(), TowerLayer.Side.TEXT);
        }
    }

    @Test
    void aTowerThatLearnsBeginsWithTheModelsFeatures() {
        for (TowerTraining training : TRAININGS) {
            requireFeatures(pictures(training), pictureBatch(3), TowerLayer.Side.IMAGE);
        }
    }

    @Test
    void gradientsAreThoseOfSmallChanges() {
        for (TowerTraining training : TRAININGS) {
            requireGradients(pictures(training), pictureBatch(3));
        }
        requireGradients(graph(words(TowerTraining.all()), InputType.feedForward(6)), wordBatch());
    }

    /** Along the gradients of single parameters, as far as float32 tells differences, and of all of the tower's together. */
    private static void requireGradients(ComputationGraph graph, DataSet batch) {
        // Of adapters B is 0 at first, by which A has no gradient.
        graph.paramTable().forEach((name, values) -> {
            if (name.endsWith("lora-b")) {
                values.addi(0.05);
            }
        });
        score(graph, batch);
        Map<String, INDArray> gradients = new TreeMap<>();
        graph.gradient().gradientForVariable().forEach((name, gradient) -> {
            if (name.startsWith("tower_")) {
                gradients.put(name, gradient.dup());
            }
        });
        assertThat(gradients).hasSizeGreaterThan(5);
        double largest = gradients.values().stream()
                .mapToDouble(gradient -> gradient.norm2Number().doubleValue())
                .max()
                .orElseThrow();
        requireSlope(graph, batch, gradients);
        gradients.forEach((name, gradient) -> {
            if (gradient.norm2Number().doubleValue() > 0.2 * largest) {
                requireSlope(graph, batch, Map.of(name, gradient));
            }
        });
    }

    private static void requireSlope(ComputationGraph graph, DataSet batch, Map<String, INDArray> gradients) {
        double square = gradients.values().stream()
                .mapToDouble(gradient -> Math.pow(gradient.norm2Number().doubleValue(), 2))
                .sum();
        double step = 3e-3 / square;
        double above = scoreMoved(graph, batch, gradients, step);
        double below = scoreMoved(graph, batch, gradients, -step);
        double slope = batch.numExamples() * (above - below) / (2 * step);
        assertThat(slope / square).as("%s", gradients.keySet()).isCloseTo(1, within(2e-2));
    }

    private static double scoreMoved(
            ComputationGraph graph, DataSet batch, Map<String, INDArray> directions, double step) {
        INDArray start = graph.params().dup();
        directions.forEach((name, direction) -> graph.paramTable().get(name).addi(direction.mul(step)));
        double score = score(graph, batch);
        graph.params().assign(start);
        return score;
    }

    private static double score(ComputationGraph graph, DataSet batch) {
        graph.setInputs(batch.getFeatures());
        graph.setLabels(batch.getLabels());
        graph.computeGradientAndScore();
        return graph.score();
    }

    @Test
    void stepsChangeWhatLearnsAndLowerTheLoss() {
        for (TowerTraining training : TRAININGS) {
            ComputationGraph graph = pictures(training);
            DataSet batch = pictureBatch(6);
            INDArray before = features(graph, batch).dup();
            double score = graph.score(batch);
            for (int step = 0; step < 6; step++) {
                graph.fit(batch);
            }
            assertThat(features(graph, batch)).as("%s", training).isNotEqualTo(before);
            assertThat(graph.score(batch)).as("%s", training).isLessThan(score);
        }
    }

    @Test
    void parametersHaveTheTowersNames() {
        Set<String> last = pictures(TowerTraining.lastBlocks(1)).paramTable().keySet();
        assertThat(last)
                .contains("tower_blocks.2.attention.qkv.weight", "tower_head.norm.weight", "out_W")
                .noneMatch(name -> name.startsWith("tower_blocks.1") || name.startsWith("tower_stem"));
        Set<String> adapters = pictures(TRAININGS.get(3)).paramTable().keySet();
        assertThat(adapters)
                .contains("tower_blocks.0.attention.query.lora-a", "tower_blocks.2.mlp.down.lora-b")
                .noneMatch(name -> name.endsWith("qkv.weight"));
    }

    @Test
    void aSavedNetworkGoesOnAsItWas(@TempDir Path folder) throws IOException {
        for (TowerTraining training : List.of(TowerTraining.frozen(), TRAININGS.get(2), TRAININGS.get(3))) {
            ComputationGraph graph = pictures(training);
            DataSet batch = pictureBatch(4);
            graph.fit(batch);
            File file = folder.resolve("network.zip").toFile();
            ModelSerializer.writeModel(graph, file, true);
            ComputationGraph restored = ModelSerializer.restoreComputationGraph(file, true);
            assertThat(restored.getConfiguration()).isEqualTo(graph.getConfiguration());
            assertThat(restored.outputSingle(batch.getFeatures())).isEqualTo(graph.outputSingle(batch.getFeatures()));
            graph.fit(batch);
            restored.fit(batch);
            assertThat(restored.params()).isEqualTo(graph.params());
        }
    }

    @Test
    void aNetworkWhoseModelHasGoneSaysWhatToDo(@TempDir Path folder) throws IOException {
        Path model = Files.createDirectory(folder.resolve("model"));
        for (String name : List.of("model.json", "model.safetensors")) {
            Files.copy(TINY.resolve(name), model.resolve(name));
        }
        ComputationGraph graph =
                graph(tower(TowerTraining.frozen()).model(model.toString()), InputType.convolutional(48, 48, 3));
        File file = folder.resolve("network.zip").toFile();
        ModelSerializer.writeModel(graph, file, true);
        Files.delete(model.resolve("model.json"));
        Files.delete(model.resolve("model.safetensors"));
        Files.delete(model);
        assertThatThrownBy(() -> ModelSerializer.restoreComputationGraph(file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(model.toString())
                .hasMessageContaining("configuration.json");
    }

    @Test
    void copiesShareTheModelAndNotWhatTheyLearn() {
        ComputationGraph graph = pictures(TRAININGS.get(2));
        ComputationGraph copy = graph.clone();
        DataSet batch = pictureBatch(4);
        INDArray before = copy.outputSingle(batch.getFeatures()).dup();
        graph.fit(batch);
        assertThat(copy.outputSingle(batch.getFeatures())).isEqualTo(before);
        assertThat(graph.outputSingle(batch.getFeatures())).isNotEqualTo(before);
        assertThat(opened(copy)).isSameAs(opened(graph));
        graph.getLayer("tower").close();
        assertThat(copy.outputSingle(batch.getFeatures())).isEqualTo(before);
    }

    private static OpenTower opened(ComputationGraph graph) {
        return ((TowerLayer) graph.getLayer("tower").conf().getLayer()).open();
    }

    @Test
    void refusesWhatItCannotDo() {
        InputType size = InputType.convolutional(48, 48, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ComputationGraph(
                                configuration(settings().dropOut(0.5), tower(TowerTraining.frozen()), size))
                        .init())
                .withMessageContaining("'tower'")
                .withMessageContaining("dropOut");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ComputationGraph(
                                configuration(settings().dataType(DataType.DOUBLE), tower(TowerTraining.all()), size))
                        .init())
                .withMessageContaining("FLOAT");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> graph(tower(TowerTraining.frozen()), InputType.feedForward(6)))
                .withMessageContaining("convolutional(H, W, 3)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> graph(words(TowerTraining.frozen()), size))
                .withMessageContaining("token ids");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> graph(tower(TowerTraining.frozen()).head("none"), size))
                .withMessageContaining("'none'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pictures(TowerTraining.lastBlocks(4)))
                .withMessageContaining("3 blocks");
        assertThatThrownBy(() -> graph(tower(TowerTraining.frozen()).model("nowhere"), size))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nowhere");
        Lora some = new Lora(2, 2, EnumSet.of(LoraTarget.UP), Set.of(1), 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TowerTraining.adapters(some))
                .withMessageContaining("all blocks");
        INDArray fractions = Nd4j.create(new float[][] {{2, 0.5f, 3}});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> graph(words(TowerTraining.frozen()), InputType.feedForward(3))
                        .outputSingle(fractions))
                .withMessageContaining("0.5");
    }

    /** What lies below would have to learn without a gradient. */
    @Test
    void refusesToStandOnALayerThatLearns() {
        ComputationGraph graph = new ComputationGraph(settings()
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.convolutional(48, 48, 3))
                .addLayer("below", new ConvolutionLayer.Builder(1, 1).nOut(3).build(), "in")
                .addLayer("tower", tower(TowerTraining.frozen()).build(), "below")
                .addLayer("out", new OutputLayer.Builder().nOut(CLASSES).build(), "tower")
                .setOutputs("out")
                .build());
        graph.init();
        assertThatThrownBy(() -> graph.fit(pictureBatch(2))).isInstanceOf(IllegalStateException.class);
    }
}
