package org.panderm4j.sae;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.panderm4j.nn.sae.SaeWeights;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.checkpoint.CheckpointException;
import org.panderm4j.weights.checkpoint.TensorSource;
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
    private static final int NAMED = 6;

    public SaeFile {
        training = Collections.unmodifiableMap(new TreeMap<>(training));
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
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            return read(file, checkpoint);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static SaeFile read(Path file, Checkpoint checkpoint) throws IOException {
        Set<String> found = checkpoint.tensors().keySet();
        if (!found.containsAll(SaeWeights.names())) {
            throw new CheckpointException(
                    file,
                    "expected a sparse autoencoder with the tensors " + String.join(", ", SaeWeights.names())
                            + ", found " + some(found));
        }
        StoredSparsity sparsity = StoredSparsity.of(file, checkpoint.values());
        SaeWeights stored;
        try {
            stored = SaeWeights.of(new Tensors(checkpoint.tensors()), sparsity.sparsity());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new CheckpointException(file, e.getMessage(), e);
        }
        SaeWeights weights = new SaeWeights(
                stored.design(),
                stored.tiedBias(),
                stored.encoderWeight(),
                stored.encoderBias(),
                stored.decoderWeight(),
                sparsity.threshold());
        requireFinite(file, weights);
        Map<String, String> training = new TreeMap<>();
        checkpoint.values().forEach((key, value) -> {
            if (key.startsWith(TRAINING)) {
                training.put(key.substring(TRAINING.length()), value.toString());
            }
        });
        return new SaeFile(file, weights, training);
    }

    private static String some(Set<String> names) {
        String shown = String.join(
                ", ",
                names.stream().limit(NAMED).map(CheckpointException::visible).toList());
        return shown + (names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "");
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
        long n = weights.design().inputs();
        long m = weights.design().features();
        SafetensorsWriter writer = new SafetensorsWriter()
                .describe("format", "panderm sparse autoencoder")
                .add(SaeWeights.TIED_BIAS, new long[] {1, n}, FloatBuffer.wrap(weights.tiedBias()))
                .add(SaeWeights.ENCODER_WEIGHT, new long[] {1, m, n}, FloatBuffer.wrap(weights.encoderWeight()))
                .add(SaeWeights.ENCODER_BIAS, new long[] {1, m}, FloatBuffer.wrap(weights.encoderBias()))
                .add(SaeWeights.DECODER_WEIGHT, new long[] {1, n, m}, FloatBuffer.wrap(weights.decoderWeight()));
        new StoredSparsity(weights.design().sparsity(), weights.threshold()).describe(writer);
        training.forEach((name, value) -> writer.describe(TRAINING + name, value));
        writer.write(file);
    }

    /** A checkpoint's tensors under their own names. */
    private record Tensors(Map<String, TensorSource> sources) implements Weights {
        @Override
        public Set<String> names() {
            return sources.keySet();
        }

        @Override
        public long[] shape(String name) {
            return sources.get(name).shape();
        }

        @Override
        public void copy(String name, FloatBuffer target) {
            try {
                sources.get(name).copyTo(target);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
