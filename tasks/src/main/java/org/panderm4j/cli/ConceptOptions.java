package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.panderm4j.cbm.CbmFolder;
import org.panderm4j.concepts.Similarity;
import org.panderm4j.embed.TextFeatures;
import org.panderm4j.model.DermModel;
import org.panderm4j.run.Digests;
import org.panderm4j.sae.SaeFile;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of what finds neurons by texts: a dictionary, and the model that its features come from. */
final class ConceptOptions {
    @Option(
            names = "--sae",
            paramLabel = "FILE",
            description =
                    "Sparse autoencoder behind the activations: ours, autoencoder.pth, or the folder of 'sae train'.")
    Path sae;

    @Option(
            names = "--model",
            paramLabel = "M",
            description = "Model whose text tower embeds concepts: as everywhere (see 'panderm models').")
    String model;

    @Mixin
    ModelOptions.ModelDetails details;

    /** What was read, and what must be the same when a run goes on. */
    record Opened(SaeFile sae, float[][] vectors, DermModel model, List<String> identity) implements AutoCloseable {
        /** Unit embeddings of texts as they are, [texts][n]. */
        float[][] embed(List<String> texts, CommonOptions common, Console console) throws IOException {
            float[][] embeddings =
                    new TextFeatures(model, true, common.batchSize(), common.progress(console)).of(texts);
            int inputs = sae.weights().design().inputs();
            if (embeddings.length > 0 && embeddings[0].length != inputs) {
                throw new IOException("expected texts as wide as the dictionary's vectors, found "
                        + embeddings[0].length + " of " + model.file() + " and " + inputs + " in " + sae.file());
            }
            return embeddings;
        }

        @Override
        public void close() {
            model.close();
        }
    }

    /**
     * Refuses what is missing, or would be read and ignored.
     *
     * @param needed whether something is to be found by texts or pictures
     * @param reason the option that needs it
     */
    void check(boolean needed, String reason, WrittenOptions written) {
        if (needed && (sae == null || model == null)) {
            throw new UsageException(
                    reason + ": expected " + (sae == null ? "--sae FILE" : "--model M") + " too, found none");
        }
        written.onlyWith(needed, reason, "--sae", "--model");
        details.onlyWithModel(model != null, written);
    }

    /** Opens both; the caller closes it. */
    Opened open(CbmFolder cbm, CommonOptions common, Console console) throws IOException {
        SaeFile file = SaeFile.read(sae);
        int features = file.weights().design().features();
        int weights = cbm.classifier().weight().length;
        if (features != weights) {
            throw new IOException("expected a dictionary of as many features as the classifier has weights, found "
                    + features + " in " + file.file() + " and " + weights + " in " + cbm.folder());
        }
        DermModel opened = ModelOptions.of(model, details).open(common, console);
        try {
            List<String> identity = new ArrayList<>(ModelOptions.identity(opened));
            identity.add(Digests.ofFileList(List.of(file.file())));
            return new Opened(file, Similarity.vectors(file.weights()), opened, identity);
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }
}
