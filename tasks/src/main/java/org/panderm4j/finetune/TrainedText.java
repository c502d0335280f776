package org.panderm4j.finetune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.panderm4j.nn.backprop.TowerNetwork;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.tower.TextEnd;
import org.panderm4j.nn.train.FeatureNetwork;
import org.panderm4j.nn.train.MappedNetwork;

/** Features of sentences by a text tower that learns. */
final class TrainedText implements MetadataSource {
    private final TowerNetwork tower;
    private final int[][] ids;
    private final TextEnd end;
    private final int batchSize;

    /**
     * @param tower closed with this
     * @param ids token ids, one row a case
     * @param end where a row ends
     * @param batchSize sentences of one pass in evaluation
     */
    TrainedText(TowerNetwork tower, int[][] ids, TextEnd end, int batchSize) {
        this.tower = tower;
        this.ids = ids;
        this.end = end;
        this.batchSize = batchSize;
    }

    @Override
    public FeatureNetwork<CaseBatch> network() {
        return new MappedNetwork<>(tower, batch -> texts(batch.cases()));
    }

    private Batch.Texts texts(int... cases) {
        return new Batch.Texts(Arrays.stream(cases).mapToObj(one -> ids[one]).toArray(int[][]::new)).cut(end);
    }

    @Override
    public float[][] features(int... cases) {
        List<float[]> rows = new ArrayList<>();
        for (int from = 0; from < cases.length; from += batchSize) {
            int[] some = Arrays.copyOfRange(cases, from, Math.min(from + batchSize, cases.length));
            rows.addAll(List.of(tower.features(texts(some))));
        }
        return rows.toArray(float[][]::new);
    }

    @Override
    public void close() {
        tower.close();
    }
}
