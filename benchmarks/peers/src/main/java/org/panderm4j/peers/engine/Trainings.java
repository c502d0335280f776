package org.panderm4j.peers.engine;

import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.peers.libtorch.LibtorchForward.Form;
import org.panderm4j.peers.libtorch.LibtorchTraining;
import org.panderm4j.peers.train.OurTraining;
import org.panderm4j.peers.train.Training;

/** Opens engines that train. */
public final class Trainings {
    private Trainings() {}

    /**
     * Loads an image tower into an engine.
     *
     * @param threads at least 1
     * @throws IllegalArgumentException when the contestant does not train
     */
    public static Training open(Contestant contestant, Tower tower, Weights weights, int threads) {
        return switch (contestant) {
            case LIBTORCH_TRAIN_F32 -> LibtorchTraining.open(tower, weights, threads, new Form(false, true));
            case LIBTORCH_TRAIN_BF16 -> LibtorchTraining.open(tower, weights, threads, new Form(true, true));
            case LIBTORCH_PRODUCTS_TRAIN_F32 -> LibtorchTraining.open(tower, weights, threads, new Form(false, false));
            case LIBTORCH_PRODUCTS_TRAIN_BF16 -> LibtorchTraining.open(tower, weights, threads, new Form(true, false));
            case PANDERM4J_TRAIN_F32 -> OurTraining.open(tower, weights, threads);
            default ->
                throw new IllegalArgumentException(
                        "expected an engine that trains, found " + contestant.id() + ", which runs forward");
        };
    }
}
