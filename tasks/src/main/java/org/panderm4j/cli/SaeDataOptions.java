package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.panderm4j.sae.SaeData;
import picocli.CommandLine.Option;

/** Which embeddings a sparse autoencoder learns from, and which are held out. */
final class SaeDataOptions {
    @Option(
            names = "--embeddings",
            required = true,
            paramLabel = "FILE.npy|DIR",
            description =
                    "Embeddings (rows, width), or the folder of an 'embed'; more than one are one data set. They may be larger"
                            + " than memory.")
    List<Path> embeddings;

    @Option(
            names = "--validation",
            paramLabel = "FILE.npy|DIR",
            description = "Other embeddings that are not learned from but measured after each epoch.")
    Path validation;

    @Option(
            names = "--validation-share",
            paramLabel = "S",
            description = "Share of the rows, drawn by --seed, that are held out instead, such as 0.05.")
    Double share;

    void check(WrittenOptions written) {
        written.notWith("--validation", "--validation-share");
        if (share != null) {
            Bounds.check(share > 0 && share < 1, "--validation-share", "above 0 and below 1", share);
        }
    }

    /**
     * Opens them; the caller closes them.
     *
     * @param otherwise share that is held out if nothing was said; 0 for none
     */
    SaeData open(long seed, double otherwise) throws IOException {
        if (validation != null) {
            return SaeData.withValidation(embeddings, validation);
        }
        double held = share == null ? otherwise : share;
        return held > 0 ? SaeData.withShare(embeddings, held, seed) : SaeData.open(embeddings);
    }
}
