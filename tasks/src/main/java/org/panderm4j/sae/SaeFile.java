package org.panderm4j.sae;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.panderm4j.nn.sae.SaeWeights;
import org.panderm4j.nn.sae.Sparsity;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.nn.train.Snapshot;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.checkpoint.CheckpointException;
import org.panderm4j.weights.checkpoint.DType;
import org.panderm4j.weights.sae.SaeCheckpoint;
import org.panderm4j.weights.safetensors.SafetensorsWriter;

/**
 * A sparse autoencoder in a file: ours (safetensors, whose metadata tell the sparsity and how it was trained), or the reference's
 * {@code autoencoder.pth} or bare state dictionary.
 *
 * @param file that was read
 * @param weights in memory
 * @param training how it was trained, by option such as {@code expansion}; empty for the reference's files
 */
public record SaeFile(Path file, SaeWeights weights, Map<String, String> training) {
    /** In a run folder. */
    public static final String NAME = "sae.safetensors";

    private static final String TRAINING = "training.";

    public SaeFile {
        training = Collections.unmodifiableMap(new TreeMap<>(training));
    }

    /** Under which {@link #training} has the number of rows that were learned from. */
    public static final String ROWS = "rows";

    static final String LAMBDA = "l1";
    /** Under which {@link #training} says whether all rows had length 1. */
    static final String UNIT = "unit_rows";

    /** Rows that were learned from, 0 if that is not known. */
    public long rows() {
        String text = training.getOrDefault(ROWS, "");
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    /** Whether all rows that it learned from had length 1, if that is known. */
    public Optional<Boolean> unit() {
        String text = training.getOrDefault(UNIT, "");
        return text.matches("true|false") ? Optional.of(Boolean.valueOf(text)) : Optional.empty();
    }

    /** Weight of the L1 penalty that it was trained with, if that is known. */
    public OptionalDouble lambda() {
        try {
            return training.containsKey(LAMBDA)
                    ? OptionalDouble.of(Double.parseDouble(training.get(LAMBDA)))
                    : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty(); // somebody else's text
        }
    }

    /** In the folder of a {@code sae train}, or the file itself. */
    public static Path of(Path place) {
        return Files.isDirectory(place) ? place.resolve(NAME) : place;
    }

    /**
     * Reads one.
     *
     * @param place a file, or the folder of a finished {@code sae train}
     * @throws IOException in one line when there is none, or it is damaged, no sparse autoencoder, or holds NaN or infinity
     */
    public static SaeFile read(Path place) throws IOException {
        Path file = of(place);
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file + ": no such file; expected a sparse autoencoder (" + NAME
                    + " or autoencoder.pth), or the folder of a finished 'panderm sae train'");
        }
        Weights tensors = SaeCheckpoint.read(file);
        Map<String, Object> values = values(file);
        SaeWeights weights = weights(file, tensors, StoredSparsity.of(file, values));
        requireFinite(file, weights);
        Map<String, String> training = new TreeMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(TRAINING)) {
                training.put(key.substring(TRAINING.length()), value.toString());
            }
        });
        return new SaeFile(file, weights, training);
    }

    private static Map<String, Object> values(Path file) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            return checkpoint.values();
        }
    }

    private static SaeWeights weights(Path file, Weights tensors, StoredSparsity sparsity) throws CheckpointException {
        try {
            SaeWeights stored = SaeWeights.of(tensors, sparsity.sparsity());
            return new SaeWeights(
                    stored.design(),
                    stored.tiedBias(),
                    stored.encoderWeight(),
                    stored.encoderBias(),
                    stored.decoderWeight(),
                    sparsity.threshold());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new CheckpointException(file, e.getMessage(), e);
        }
    }

    private static void requireFinite(Path file, SaeWeights weights) throws CheckpointException {
        float[][] all = {
            weights.tiedBias(), weights.encoderWeight(), weights.encoderBias(), weights.decoderWeight(),
        };
        for (int i = 0; i < all.length; i++) {
            for (float value : all[i]) {
                if (!Float.isFinite(value)) {
                    throw new CheckpointException(
                            file, SaeWeights.names().get(i), "expected finite values, found " + value);
                }
            }
        }
    }

    /**
     * Writes one in our form; it appears under its name when it is whole. The same weights and texts give the same bytes.
     *
     * @param training how it was trained, by option
     */
    public static void write(SaeWeights weights, Map<String, String> training, Path file) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter().describe("format", "panderm sparse autoencoder");
        Weights tensors = tensors(weights);
        for (String name : SaeWeights.names()) {
            writer.add(name, DType.F32, tensors.shape(name), target -> tensors.copy(name, target));
        }
        new StoredSparsity(weights.design().sparsity(), weights.threshold()).describe(writer);
        training.forEach((name, value) -> writer.describe(TRAINING + name, value));
        writer.write(file);
    }

    /**
     * Refuses a design that the reference's scripts do not know.
     *
     * @throws IOException in one line
     */
    public void requireExportable() throws IOException {
        if (!(weights.design().sparsity() instanceof Sparsity.L1)) {
            throw new IOException(
                    file + ": expected an autoencoder with an L1 penalty, as autoencoder.pth holds one, found "
                            + StoredSparsity.words(weights.design().sparsity())
                            + "; the reference's scripts would take all of its positive activations");
        }
    }

    /**
     * Writes what the reference's scripts read.
     *
     * @param rows that it was trained on, as far as is known; else 0
     * @throws IOException as {@link #requireExportable}
     */
    public void export(Path target, long rows) throws IOException {
        requireExportable();
        SaeCheckpoint.writeTorch(
                target, tensors(weights), rows, weights.design().inputs());
    }

    private static Weights tensors(SaeWeights weights) {
        long n = weights.design().inputs();
        long m = weights.design().features();
        Map<String, Snapshot.Values> tensors = new LinkedHashMap<>();
        tensors.put(SaeWeights.TIED_BIAS, values(weights.tiedBias(), 1, n));
        tensors.put(SaeWeights.ENCODER_WEIGHT, values(weights.encoderWeight(), 1, m, n));
        tensors.put(SaeWeights.ENCODER_BIAS, values(weights.encoderBias(), 1, m));
        tensors.put(SaeWeights.DECODER_WEIGHT, values(weights.decoderWeight(), 1, n, m));
        return new Snapshot(0, Map.of(), tensors);
    }

    private static Snapshot.Values values(float[] values, long... shape) {
        return new Snapshot.Values(shape, FloatBuffer.wrap(values));
    }
}
