package org.panderm4j.nn.clip;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.panderm4j.nn.train.Draws;
import org.panderm4j.nn.train.FeatureNetwork;

/** One tower during one step: features of all parts first, then gradients part by part. */
final class Side<B> implements AutoCloseable {
    private final FeatureNetwork<B> network;
    private final boolean locked;
    private final boolean alone;
    private final List<float[][]> features = new ArrayList<>();
    private FeatureNetwork.Pass pass;

    /**
     * @param parts how many there will be; what a single one keeps on its way forward serves on the way back
     */
    Side(FeatureNetwork<B> network, int parts) {
        this.network = network;
        this.locked = network.parameters().isEmpty();
        this.alone = parts == 1;
    }

    /** Takes the next part; returns how many inputs it has. */
    int forward(B batch, Draws draws) {
        features.add(run(batch, draws));
        return features.get(features.size() - 1).length;
    }

    private float[][] run(B batch, Draws draws) {
        if (locked) {
            return network.features(batch);
        }
        if (alone) {
            pass = network.forward(batch, draws);
            return pass.features();
        }
        return network.trainingFeatures(batch, draws);
    }

    /** Features of all parts, [b][E]. */
    float[][] features() {
        return features.stream().flatMap(Arrays::stream).toArray(float[][]::new);
    }

    /**
     * Adds to the tower's gradients.
     *
     * @param part which one it is
     * @param gradient by the features of all parts, [b][E]
     */
    void backward(int part, B batch, Draws draws, float[][] gradient) {
        if (locked) {
            return;
        }
        int first = features.stream().limit(part).mapToInt(rows -> rows.length).sum();
        float[][] own = Arrays.copyOfRange(gradient, first, first + features.get(part).length);
        if (alone) {
            pass.backward(own);
            return;
        }
        try (FeatureNetwork.Pass again = network.forward(batch, draws)) {
            again.backward(own);
        }
    }

    @Override
    public void close() {
        if (pass != null) {
            pass.close();
        }
    }
}
