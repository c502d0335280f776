package org.panderm4j.cli;

import java.nio.file.Path;
import java.util.List;
import org.panderm4j.data.transform.ImageTransform;
import org.panderm4j.embed.Pictures;
import org.panderm4j.run.ProgressReport;
import picocli.CommandLine.Option;

/** Options that every command takes. */
final class CommonOptions {
    @Option(names = "--offline", description = "Ask no hub; use what is on disk.")
    boolean offline;

    @Option(names = "--quiet", description = "No progress and no notes, only results and errors.")
    boolean quiet;

    @Option(names = "--verbose", description = "Show details of errors.")
    boolean verbose;

    @Option(names = "--threads", paramLabel = "N", description = "Threads of the network; as many as cores by default.")
    Integer threads;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            defaultValue = "8",
            description = "Inputs in one pass of the network, or in a batch of a training (default: ${DEFAULT-VALUE}).")
    int batchSize;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
    long seed;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    /** Threads, 0 for the engine's own choice. */
    int threads() {
        if (threads != null && threads < 1) {
            throw new UsageException("--threads: expected at least 1, found " + threads);
        }
        return threads == null ? 0 : threads;
    }

    /** Threads of work that is not the network's: as many as cores, unless said otherwise. */
    int workers() {
        return threads == null ? Runtime.getRuntime().availableProcessors() : threads();
    }

    int batchSize() {
        if (batchSize < 1) {
            throw new UsageException("--batch-size: expected at least 1, found " + batchSize);
        }
        return batchSize;
    }

    ProgressReport progress(Console console) {
        return (what, unit, total) -> new Progress(console, quiet, what, unit, total);
    }

    /** Picture files, decoded ahead of the network by as many threads as there are cores. */
    Pictures pictures(List<Path> files, ImageTransform transform) {
        return new Pictures(files, transform, workers(), Math.max(2 * batchSize(), 2 * workers()));
    }
}
