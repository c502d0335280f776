package org.panderm4j.nn.backprop;

import org.panderm4j.nn.engine.samediff.Inputs;
import org.panderm4j.nn.train.FeatureNetwork.Pass;

/** A pass of a network and what it has borrowed, which goes back once. */
final class LearningPass implements Pass {
    private final TowerNetwork network;
    private final TowerPass pass;
    private final Inputs inputs;
    private final float[][] features;
    private boolean done;

    /** Takes both over; the network is told when they have been closed. */
    LearningPass(TowerNetwork network, TowerPass pass, Inputs inputs, float[][] features) {
        this.network = network;
        this.pass = pass;
        this.inputs = inputs;
        this.features = features;
    }

    @Override
    public float[][] features() {
        return features;
    }

    @Override
    public void backward(float[][] gradient) {
        synchronized (network) {
            if (done) {
                throw new IllegalStateException("this pass has gone back already, or has been closed");
            }
            try (this) {
                network.requireOpen();
                pass.backward(gradient);
            }
        }
    }

    @Override
    public void close() {
        synchronized (network) {
            if (!done) {
                done = true;
                pass.close();
                inputs.close();
                network.endPass();
            }
        }
    }
}
