package org.panderm4j.finetune;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.Function;
import org.panderm4j.nn.backprop.TowerNetwork;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.train.FeatureNetwork;
import org.panderm4j.nn.train.MappedNetwork;

/** Features of a tower that learns. */
final class TrainedView implements ViewSource {
    private final View view;
    private final TowerNetwork tower;
    private final PictureFeatures features;
    private final boolean[] usable;

    /**
     * @param tower closed with this
     * @param features of plain pictures, for evaluation
     * @param usable by case
     */
    TrainedView(View view, TowerNetwork tower, PictureFeatures features, boolean... usable) {
        this.view = view;
        this.tower = tower;
        this.features = features;
        this.usable = usable.clone();
    }

    @Override
    public boolean trained() {
        return true;
    }

    @Override
    public FeatureNetwork<CaseBatch> network() {
        return new MappedNetwork<>(tower, batch -> batch.pictures().get(view));
    }

    @Override
    public float[][] features(int... cases) throws IOException {
        Function<Batch.Images, float[][]> network = tower::features;
        int[] there = Arrays.stream(cases).filter(this::has).toArray();
        float[][] made = features.of(
                view, Arrays.stream(there).mapToObj(PictureChoice::plain).toList(), network);
        float[][] rows = new float[cases.length][];
        int next = 0;
        for (int i = 0; i < rows.length; i++) {
            rows[i] = has(cases[i]) ? made[next++] : null;
        }
        return rows;
    }

    @Override
    public boolean has(int index) {
        return usable[index];
    }

    @Override
    public void close() {
        tower.close();
    }
}
