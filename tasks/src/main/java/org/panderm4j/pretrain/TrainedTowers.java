package org.panderm4j.pretrain;

import java.io.IOException;
import java.nio.FloatBuffer;
import org.panderm4j.model.TextDropout;
import org.panderm4j.nn.backprop.Dropping;
import org.panderm4j.nn.backprop.TowerNetwork;
import org.panderm4j.nn.clip.DualNetwork;
import org.panderm4j.nn.clip.LogitParameters;
import org.panderm4j.nn.clip.Towers;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.run.OpenResources;

/** Both towers, loaded to be trained; closing gives their memory back. */
final class TrainedTowers implements AutoCloseable {
    private final OpenResources opened;
    private final TowerNetwork image;
    private final TowerNetwork text;
    private final DualNetwork<Batch, Batch> networks;

    private TrainedTowers(OpenResources opened, TowerNetwork image, TowerNetwork text, LogitParameters logits) {
        this.opened = opened;
        this.image = image;
        this.text = text;
        this.networks = new DualNetwork<>(image, text, logits);
    }

    /**
     * Loads them.
     *
     * @param threads of the networks; 0 leaves it to ND4J
     */
    static TrainedTowers open(StartingPoint start, LearningOptions options, int threads) {
        Towers towers = start.description().towers();
        Tower text = towers.text().orElseThrow();
        TowerNetwork.Options own =
                TowerNetwork.Options.all().withRecompute(options.recompute()).withThreads(threads);
        double dropout = options.dropout().orElseGet(() -> TextDropout.usual(start.description()));
        OpenResources opened = new OpenResources();
        try {
            TowerNetwork images = opened.add(TowerNetwork.open(
                    towers.image(),
                    start.weights(),
                    Towers.IMAGE,
                    own.withTrained(options.image()
                                    .learns("image", towers.image().blocks().size()))
                            .withDropping(new Dropping(0, 0, options.depthDropout()))));
            TowerNetwork texts = opened.add(TowerNetwork.open(
                    text,
                    start.weights(),
                    Towers.TEXT,
                    own.withTrained(options.text().learns("text", text.blocks().size()))
                            .withDropping(new Dropping(dropout, dropout, 0))));
            LogitParameters logits = logits(start.weights(), options.bias());
            return new TrainedTowers(opened, images, texts, logits);
        } catch (RuntimeException | Error e) {
            opened.closeAfter(e);
            throw e;
        }
    }

    private static LogitParameters logits(Weights weights, boolean bias) {
        double scale = scalar(weights, Towers.LOGIT_SCALE);
        return bias ? LogitParameters.of(scale, scalar(weights, Towers.LOGIT_BIAS)) : LogitParameters.of(scale);
    }

    private static double scalar(Weights weights, String name) {
        FloatBuffer value = FloatBuffer.allocate(1);
        weights.copy(name, value);
        return value.get(0);
    }

    /**
     * Refuses batches that no machine has room for.
     *
     * @throws IOException in one line that says how large they can be
     */
    void requireRoom(int batchSize) throws IOException {
        try {
            image.requireRoom(batchSize);
            text.requireRoom(batchSize);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage() + " (a smaller --batch-size, more --accumulate)", e);
        }
    }

    DualNetwork<Batch, Batch> networks() {
        return networks;
    }

    @Override
    public void close() throws IOException {
        opened.close();
    }
}
