package org.panderm4j.dl4j.example;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.EarlyStoppingResult;
import org.deeplearning4j.earlystopping.saver.InMemoryModelSaver;
import org.deeplearning4j.earlystopping.scorecalc.DataSetLossCalculator;
import org.deeplearning4j.earlystopping.termination.MaxEpochsTerminationCondition;
import org.deeplearning4j.earlystopping.termination.MaxTimeIterationTerminationCondition;
import org.deeplearning4j.earlystopping.termination.ScoreImprovementEpochTerminationCondition;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingGraphTrainer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.panderm4j.data.synth.lesion.Diagnosis;
import org.panderm4j.data.synth.lesion.Split;
import org.panderm4j.dl4j.TowerLayer;
import org.panderm4j.dl4j.TowerTraining;

/** A head on an image tower, in Deeplearning4j's own terms: {@code LesionClassifier [MODEL]}. */
public final class LesionClassifier {
    private static final int BATCH = 32;

    private LesionClassifier() {}

    /** Pictures to diagnoses: tower, one hidden layer, softmax. */
    static ComputationGraph graph(String model, TowerTraining training, double rate, int size) {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Adam(rate))
                .graphBuilder()
                .addInputs("pictures")
                .setInputTypes(InputType.convolutional(size, size, 3))
                .addLayer(
                        "tower",
                        new TowerLayer.Builder().model(model).training(training).build(),
                        "pictures")
                .addLayer(
                        "hidden",
                        new DenseLayer.Builder()
                                .nOut(64)
                                .activation(Activation.RELU)
                                .build(),
                        "tower")
                .addLayer(
                        "diagnosis",
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nOut(Diagnosis.values().length)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "hidden")
                .setOutputs("diagnosis")
                .build());
        graph.init();
        return graph;
    }

    /** Trains until validation has not improved for three epochs; what comes back holds the best network. */
    static EarlyStoppingResult<ComputationGraph> train(ComputationGraph graph, DrawnLesions lesions, int epochs) {
        var validation = new ListDataSetIterator<>(lesions.batches(Split.VAL, BATCH), BATCH);
        var stopping = new EarlyStoppingConfiguration.Builder<ComputationGraph>()
                .epochTerminationConditions(
                        new MaxEpochsTerminationCondition(epochs), new ScoreImprovementEpochTerminationCondition(3))
                .iterationTerminationConditions(new MaxTimeIterationTerminationCondition(10, TimeUnit.MINUTES))
                .scoreCalculator(new DataSetLossCalculator(validation, true))
                .modelSaver(new InMemoryModelSaver<>())
                .build();
        var training = new ListDataSetIterator<>(lesions.batches(Split.TRAIN, BATCH), BATCH);
        return new EarlyStoppingGraphTrainer(stopping, graph, training).fit();
    }

    /** Share of the test lesions that are told right. */
    static double accuracy(ComputationGraph graph, DrawnLesions lesions) {
        Evaluation evaluation = graph.evaluate(new ListDataSetIterator<>(lesions.batches(Split.TEST, BATCH), BATCH));
        return evaluation.accuracy();
    }

    /** A head first, then the tower's last two blocks with it. */
    public static void main(String[] arguments) throws IOException {
        String model = arguments.length > 0 ? arguments[0] : "demo";
        DrawnLesions lesions = DrawnLesions.of(model, 3, 400);
        ComputationGraph head = graph(model, TowerTraining.frozen(), 3e-3, lesions.size());
        EarlyStoppingResult<ComputationGraph> result = train(head, lesions, 20);
        System.out.println(result.getTerminationDetails() + ", best epoch " + result.getBestModelEpoch());
        System.out.println("frozen tower: " + accuracy(result.getBestModel(), lesions));
        ComputationGraph blocks = graph(model, TowerTraining.lastBlocks(2), 1e-4, lesions.size());
        result.getBestModel().paramTable().forEach(blocks::setParam); // the head goes on where it stopped
        EarlyStoppingResult<ComputationGraph> finer = train(blocks, lesions, 5);
        System.out.println("last two blocks: " + accuracy(finer.getBestModel(), lesions));
    }
}
