package org.panderm4j.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.panderm4j.nn.clip.Towers;
import org.panderm4j.nn.engine.Encoder;
import org.panderm4j.nn.engine.EngineOptions;
import org.panderm4j.nn.engine.Engines;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.run.OpenResources;
import org.panderm4j.weights.open.OpenModel;

/** A model's towers, each loaded when it is first asked for; any thread may ask. */
final class LoadedTowers implements AutoCloseable {
    private final OpenModel files;
    private final EngineOptions engine;
    private final OpenResources open = new OpenResources();
    private Optional<Encoder> image = Optional.empty();
    private Optional<Encoder> text = Optional.empty();
    private boolean closed;

    /**
     * @param files closed with this
     */
    LoadedTowers(OpenModel files, EngineOptions engine) {
        this.files = open.add(files);
        this.engine = engine;
    }

    synchronized Encoder image(Tower tower) {
        if (image.isEmpty()) {
            image = Optional.of(load(tower, Towers.IMAGE));
        }
        return image.get();
    }

    synchronized Encoder text(Tower tower) {
        if (text.isEmpty()) {
            text = Optional.of(load(tower, Towers.TEXT));
        }
        return text.get();
    }

    private Encoder load(Tower tower, String prefix) {
        if (closed) {
            throw new IllegalStateException("this model has been closed");
        }
        return open.add(Engines.open(tower, files.weights(), prefix, engine));
    }

    /** Gives all native memory back; a second call does nothing. */
    @Override
    public synchronized void close() {
        closed = true;
        image = Optional.empty();
        text = Optional.empty();
        try {
            open.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
