package org.panderm4j.sae;

import java.nio.file.Path;
import java.util.Map;
import org.panderm4j.nn.sae.Sparsity;
import org.panderm4j.weights.checkpoint.CheckpointException;
import org.panderm4j.weights.safetensors.SafetensorsWriter;

/**
 * What keeps a stored autoencoder sparse, as texts of the file's metadata. A file that tells nothing is the reference's, which knows
 * the L1 penalty alone.
 *
 * @param threshold of a {@link Sparsity.BatchTopK} design, else 0
 */
record StoredSparsity(Sparsity sparsity, float threshold) {
    private static final String KIND = "sparsity";
    private static final String ACTIVE = "k";
    private static final String THRESHOLD = "threshold";
    private static final String L1 = "l1";
    private static final String TOP = "topk";
    private static final String BATCH_TOP = "batch-topk";

    static StoredSparsity of(Path file, Map<String, ?> values) throws CheckpointException {
        String kind = text(values, KIND, L1);
        return switch (kind) {
            case L1 -> new StoredSparsity(new Sparsity.L1(), 0);
            case TOP -> new StoredSparsity(new Sparsity.TopK(active(file, values)), 0);
            case BATCH_TOP -> new StoredSparsity(new Sparsity.BatchTopK(active(file, values)), threshold(file, values));
            default ->
                throw new CheckpointException(
                        file,
                        "expected " + L1 + ", " + TOP + " or " + BATCH_TOP + " as " + KIND + " in its metadata, found "
                                + CheckpointException.quoted(kind));
        };
    }

    private static String text(Map<String, ?> values, String key, String otherwise) {
        Object found = values.get(key);
        return found == null ? otherwise : found.toString();
    }

    private static int active(Path file, Map<String, ?> values) throws CheckpointException {
        String text = text(values, ACTIVE, "none");
        if (!text.matches("[1-9]\\d{0,8}")) {
            throw damaged(file, ACTIVE, "a whole number from 1", text);
        }
        return Integer.parseInt(text);
    }

    private static float threshold(Path file, Map<String, ?> values) throws CheckpointException {
        String text = text(values, THRESHOLD, "none");
        try {
            float value = Float.parseFloat(text);
            if (value >= 0 && Float.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // The same answer as for a number that is none of these.
        }
        throw damaged(file, THRESHOLD, "a number of 0 or more", text);
    }

    private static CheckpointException damaged(Path file, String key, String expected, String found) {
        return new CheckpointException(
                file,
                "expected " + expected + " as " + key + " in its metadata, found " + CheckpointException.quoted(found));
    }

    /** So that {@link #of} finds the same. */
    void describe(SafetensorsWriter writer) {
        if (sparsity instanceof Sparsity.TopK top) {
            writer.describe(KIND, TOP).describe(ACTIVE, Integer.toString(top.k()));
        } else if (sparsity instanceof Sparsity.BatchTopK batch) {
            writer.describe(KIND, BATCH_TOP)
                    .describe(ACTIVE, Integer.toString(batch.k()))
                    .describe(THRESHOLD, Float.toString(threshold));
        } else {
            writer.describe(KIND, L1);
        }
    }

    /** For people: {@code top-32 of each row}. */
    static String words(Sparsity sparsity) {
        if (sparsity instanceof Sparsity.TopK top) {
            return "top " + top.k() + " of each row";
        }
        if (sparsity instanceof Sparsity.BatchTopK batch) {
            return "top " + batch.k() + " a row of a batch, a threshold in use";
        }
        return "L1 penalty";
    }
}
