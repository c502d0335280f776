package org.panderm4j.peers.fusion;

import java.util.SplittableRandom;
import org.panderm4j.nn.engine.onednn.OneDnn;
import org.panderm4j.nn.fusion.FusionDesign;
import org.panderm4j.nn.fusion.FusionInputs;
import org.panderm4j.nn.fusion.FusionLoss;
import org.panderm4j.nn.fusion.FusionNetwork;
import org.panderm4j.nn.fusion.FusionTargets;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.nn.train.Draws;
import org.panderm4j.nn.train.Workers;
import org.panderm4j.nn.train.optimizer.Adam;
import org.panderm4j.nn.train.optimizer.AdamSettings;
import org.panderm4j.nn.train.optimizer.Clipping;
import org.panderm4j.nn.train.optimizer.Gradients;
import org.panderm4j.nn.train.optimizer.ParameterGroups;
import org.panderm4j.peers.step.Stepper;

/** This project's training in float32, as its trainer puts a step together: with the norm of all gradients, which finds NaN. */
final class OurFusion implements Stepper {
    private static final Draws DRAWS = name -> new SplittableRandom(name.hashCode());

    private final FusionInputs inputs;
    private final int[] labels;
    private final Workers workers;
    private final FusionNetwork network;
    private final FusionLoss loss;
    private final Gradients gradients;
    private final Adam optimizer;

    OurFusion(FusionDesign design, Weights weights, FusionInputs inputs, int[] labels, int threads) {
        this.inputs = inputs;
        this.labels = labels.clone();
        workers = new Workers(threads);
        network = FusionNetwork.open(design, weights, new FusionNetwork.Options(threads, 0));
        loss = new FusionLoss(design, FusionLoss.Options.plain());
        gradients = new Gradients(network.parameters(), workers);
        optimizer = new Adam(
                ParameterGroups.of(network.parameters())
                        .decay(FusionRecipe.DECAY)
                        .decayed(any -> true)
                        .build(),
                AdamSettings.adam(0.9, 0.999, FusionRecipe.EPSILON),
                workers);
    }

    @Override
    public Timed step() {
        long start = System.nanoTime();
        gradients.clear();
        FusionLoss.Value value;
        try (FusionNetwork.Pass pass = network.forward(inputs, DRAWS)) {
            value = loss.of(pass.logits(), FusionTargets.of(labels));
            pass.backward(value.gradient());
        }
        long passed = System.nanoTime();
        double norm = Clipping.none().apply(gradients);
        if (!Double.isFinite(norm)) {
            throw new IllegalStateException("expected finite gradients, found a norm of " + norm);
        }
        optimizer.step(FusionRecipe.RATE);
        return new Timed(value.loss(), (passed - start) / 1e9, (System.nanoTime() - start) / 1e9);
    }

    @Override
    public String version() {
        return "panderm4j training, products by "
                + (OneDnn.absence().isEmpty() ? "oneDNN " + OneDnn.version() : "ND4J")
                + "; a step is clearing, forward, loss, backward, norm of all gradients, Adam";
    }

    @Override
    public void close() {
        optimizer.close();
        network.close();
        workers.close();
    }
}
