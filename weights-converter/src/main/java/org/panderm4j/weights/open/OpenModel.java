package org.panderm4j.weights.open;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.report.LoadReport;
import org.panderm4j.weights.store.ModelDescription;

/** A model whose weights still lie on disk; closing releases the file. */
public final class OpenModel implements AutoCloseable {
    /** Finds the folder of the tokenizer's files when it is first needed. */
    @FunctionalInterface
    interface TokenizerSearch {
        Path find() throws IOException;
    }

    private final Checkpoint checkpoint;
    private final ModelDescription description;
    private final Weights weights;
    private final LoadReport report;
    private final TokenizerSearch tokenizer;

    OpenModel(
            Checkpoint checkpoint,
            ModelDescription description,
            Weights weights,
            LoadReport report,
            TokenizerSearch tokenizer) {
        this.checkpoint = checkpoint;
        this.description = description;
        this.weights = weights;
        this.report = report;
        this.tokenizer = tokenizer;
    }

    public ModelDescription description() {
        return description;
    }

    /** By our names; valid until this model is closed. */
    public Weights weights() {
        return weights;
    }

    public LoadReport report() {
        return report;
    }

    /** The checkpoint, or the index of its shards. */
    public Path file() {
        return checkpoint.file();
    }

    /** All files of the weights: the checkpoint, or the index of its shards and then the shards. */
    public List<Path> files() {
        return checkpoint.files();
    }

    /**
     * Folder of the tokenizer's files.
     *
     * @throws IOException when there are none; the message says where it was looked and what to do
     */
    public Path tokenizerFolder() throws IOException {
        return tokenizer.find();
    }

    @Override
    public void close() {
        checkpoint.close();
    }
}
