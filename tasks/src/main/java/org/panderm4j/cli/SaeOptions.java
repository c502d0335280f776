package org.panderm4j.cli;

import java.nio.file.Path;
import java.util.Locale;
import org.panderm4j.nn.sae.SaeDesign;
import org.panderm4j.nn.sae.SaeNetwork;
import org.panderm4j.nn.sae.SaeWeights;
import org.panderm4j.sae.SaeEngines;
import picocli.CommandLine.Option;

/** Which sparse autoencoder, and what computes it. */
final class SaeOptions {
    /** Values of the largest array of a batch: a buffer of Java holds no more. */
    private static final long MOST_VALUES = Integer.MAX_VALUE / 8;

    @Option(
            names = "--sae",
            required = true,
            paramLabel = "FILE|DIR",
            description = "sae.safetensors, the reference's autoencoder.pth, or the folder of a finished 'sae train'.")
    Path sae;

    /** {@code --engine}. */
    static final class Engine {
        @Option(
                names = "--engine",
                defaultValue = "auto",
                paramLabel = "E",
                description = "auto, onednn or samediff (default: ${DEFAULT-VALUE}: the fastest present).")
        String engine;

        /** The engine itself. */
        String resolved() {
            try {
                return SaeEngines.resolve(engine);
            } catch (IllegalArgumentException e) {
                throw new UsageException("--engine: " + e.getMessage());
            }
        }

        SaeNetwork open(SaeWeights weights, CommonOptions common) {
            return SaeEngines.open(weights, resolved(), common.threads());
        }
    }

    /** Small numbers keep their digits. */
    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, Math.abs(value) < 0.01 ? "%.3e" : "%.4f", value);
    }

    /** Refuses batches that no buffer holds. */
    static void checkBatch(int batch, SaeDesign design) {
        Bounds.between(1, mostRows(design), "--batch-size", batch);
    }

    /** Rows whose values, or activations, a buffer holds. */
    static long mostRows(SaeDesign design) {
        return MOST_VALUES / Math.max(design.inputs(), design.features());
    }
}
