package org.panderm4j.peers.train;

import java.util.List;
import org.panderm4j.nn.train.Draws;
import org.panderm4j.nn.train.FeatureNetwork;
import org.panderm4j.nn.train.Parameter;

/** A side of the contrast that learns nothing: its batches are features already. */
final class FixedFeatures implements FeatureNetwork<float[][]> {
    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public float[][] features(float[][] batch) {
        return batch;
    }

    @Override
    public float[][] trainingFeatures(float[][] batch, Draws draws) {
        return batch;
    }

    @Override
    public Pass forward(float[][] batch, Draws draws) {
        return new Pass() {
            @Override
            public float[][] features() {
                return batch;
            }

            @Override
            public void backward(float[][] gradient) {
                // nobody below to tell
            }

            @Override
            public void close() {
                // nothing kept
            }
        };
    }

    @Override
    public void close() {
        // nothing held
    }
}
