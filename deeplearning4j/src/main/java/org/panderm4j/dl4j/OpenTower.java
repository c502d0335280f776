package org.panderm4j.dl4j;

import java.io.IOException;
import java.lang.ref.Cleaner;
import org.panderm4j.nn.backprop.FrozenTensors;
import org.panderm4j.nn.clip.Towers;
import org.panderm4j.nn.engine.Encoder;
import org.panderm4j.nn.engine.EngineOptions;
import org.panderm4j.nn.engine.Engines;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.weights.hub.HubProgress;
import org.panderm4j.weights.open.ModelOpener;
import org.panderm4j.weights.open.ModelRequest;
import org.panderm4j.weights.open.OpenModel;

/**
 * A tower of an open model, shared by a layer's configuration and all networks made of it: early stopping copies a network at every
 * improvement, which must not load the model again. What is frozen is loaded when it is first needed, and freed when nobody has
 * the tower any more; Deeplearning4j tells layers of no end.
 */
final class OpenTower {
    static final Cleaner CLEANER = Cleaner.create();

    private final OpenModel model;
    private final Tower tower;
    private final String prefix;
    private final Loaded loaded;

    private OpenTower(OpenModel model, Tower tower, String prefix) {
        this.model = model;
        this.tower = tower;
        this.prefix = prefix;
        this.loaded = new Loaded(model);
        CLEANER.register(this, loaded::close);
    }

    /**
     * Opens a model.
     *
     * @param name as commands take it
     * @throws IllegalStateException when it cannot be opened; the message says what to do about a network that was saved
     * @throws IllegalArgumentException when it has not the tower
     */
    static OpenTower open(String name, TowerLayer.Side side) {
        OpenModel model;
        try {
            model = new ModelOpener(System.getenv(), HubProgress.NONE).open(ModelRequest.of(name));
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException(
                    "the model of a tower layer cannot be opened: " + e.getMessage()
                            + "; a saved network holds the name '" + name
                            + "', not the model: put it there, or change \"model\" in the saved file's configuration.json",
                    e);
        }
        Towers towers = model.description().towers();
        if (side == TowerLayer.Side.IMAGE) {
            return new OpenTower(model, towers.image(), Towers.IMAGE);
        }
        if (towers.text().isEmpty()) {
            model.close();
            throw new IllegalArgumentException(
                    "model '" + name + "': expected a text tower for a tower layer, found a vision-only model");
        }
        return new OpenTower(model, towers.text().get(), Towers.TEXT);
    }

    Tower tower() {
        return tower;
    }

    Weights weights() {
        return model.weights();
    }

    /** Of the tower's parameters in the weights. */
    String prefix() {
        return prefix;
    }

    /** The tower as a whole, frozen. */
    Encoder encoder() {
        return loaded.encoder(tower, prefix);
    }

    /** What is frozen of a tower that learns in part. */
    FrozenTensors frozen() {
        return loaded.frozen();
    }

    /** Knows nothing of its owner, so as to outlive it. */
    private static final class Loaded {
        private final OpenModel model;
        private Encoder encoder;
        private FrozenTensors frozen;

        Loaded(OpenModel model) {
            this.model = model;
        }

        synchronized Encoder encoder(Tower tower, String prefix) {
            if (encoder == null) {
                encoder = Engines.open(tower, model.weights(), prefix, EngineOptions.DEFAULT);
            }
            return encoder;
        }

        synchronized FrozenTensors frozen() {
            if (frozen == null) {
                frozen = new FrozenTensors(model.weights());
            }
            return frozen;
        }

        synchronized void close() {
            if (encoder != null) {
                encoder.close();
            }
            if (frozen != null) {
                frozen.close();
            }
            model.close();
        }
    }
}
