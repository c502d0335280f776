package org.panderm4j.peers.sae;

import java.nio.FloatBuffer;
import org.panderm4j.nn.engine.onednn.OneDnn;
import org.panderm4j.nn.sae.SaeNetwork;
import org.panderm4j.nn.sae.SaeStep;
import org.panderm4j.nn.sae.SaeWeights;
import org.panderm4j.nn.sae.fused.SaeNetworks;
import org.panderm4j.nn.train.Workers;
import org.panderm4j.nn.train.optimizer.Adam;
import org.panderm4j.nn.train.optimizer.AdamSettings;
import org.panderm4j.nn.train.optimizer.Clipping;
import org.panderm4j.nn.train.optimizer.Gradients;
import org.panderm4j.nn.train.optimizer.ParameterGroups;
import org.panderm4j.peers.step.Stepper;

/** This project's training, as its trainer puts a step together: with the norm of all gradients, which finds NaN. */
final class OurSae implements Stepper {
    private final Workers workers;
    private final SaeNetwork network;
    private final Gradients gradients;
    private final Adam optimizer;
    private final FloatBuffer rows;
    private final int count;
    private final boolean[] dead;

    OurSae(SaeWeights weights, FloatBuffer rows, int count, int threads) {
        this.rows = rows;
        this.count = count;
        dead = new boolean[0];
        workers = new Workers(threads);
        network = SaeNetworks.fastest(weights, threads);
        gradients = new Gradients(network.parameters().list(), workers);
        optimizer = new Adam(
                ParameterGroups.of(network.parameters().list()).build(),
                AdamSettings.adam(0.9, 0.999, SaeRecipe.EPSILON),
                workers);
    }

    @Override
    public Timed step() {
        long start = System.nanoTime();
        SaeStep step = network.gradients(rows, count, SaeState.LAMBDA, dead);
        long passed = System.nanoTime();
        double norm = Clipping.none().apply(gradients);
        if (!Double.isFinite(norm)) {
            throw new IllegalStateException("expected finite gradients, found a norm of " + norm);
        }
        optimizer.step(SaeRecipe.RATE);
        network.constrain();
        return new Timed(step.total(), (passed - start) / 1e9, (System.nanoTime() - start) / 1e9);
    }

    @Override
    public String version() {
        return "panderm4j, "
                + (OneDnn.absence().isEmpty() ? "fused form on oneDNN " + OneDnn.version() : "graph on ND4J")
                + "; a step is forward, loss, backward, projection, norm of all gradients, Adam, constraint";
    }

    @Override
    public void close() {
        optimizer.close();
        network.close();
        workers.close();
    }
}
