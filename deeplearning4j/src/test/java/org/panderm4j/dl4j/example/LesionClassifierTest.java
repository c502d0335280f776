package org.panderm4j.dl4j.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.earlystopping.EarlyStoppingResult;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;
import org.panderm4j.data.synth.lesion.Split;
import org.panderm4j.dl4j.TowerTraining;

class LesionClassifierTest {
    private static final String MODEL = Path.of(System.getProperty("panderm.home", ".."))
            .resolve("data/demo/model")
            .toString();
    /** What chance gives is an eighth. */
    private static final double MUCH = 0.5;

    @Test
    void aHeadOnAFrozenTowerLearnsAndStopsEarly() throws IOException {
        DrawnLesions lesions = DrawnLesions.of(MODEL, 3, 160);
        ComputationGraph graph = LesionClassifier.graph(MODEL, TowerTraining.frozen(), 1e-2, lesions.size());
        EarlyStoppingResult<ComputationGraph> result = LesionClassifier.train(graph, lesions, 8);
        assertThat(result.getBestModel()).isNotNull().isNotSameAs(graph);
        assertThat(result.getBestModelScore())
                .isLessThan(result.getScoreVsEpoch().get(0));
        assertThat(LesionClassifier.accuracy(result.getBestModel(), lesions)).isGreaterThan(MUCH);
    }

    @Test
    void aTowerLearnsWithItsHead() throws IOException {
        DrawnLesions lesions = DrawnLesions.of(MODEL, 3, 48);
        ComputationGraph graph =
                LesionClassifier.graph(MODEL, TowerTraining.all().withRecompute(), 1e-3, lesions.size());
        DataSet batch = lesions.batches(Split.TRAIN, 16).get(0);
        double before = graph.score(batch);
        for (int step = 0; step < 5; step++) {
            graph.fit(batch);
        }
        assertThat(graph.score(batch)).isLessThan(0.8 * before);
    }
}
