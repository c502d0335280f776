package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.panderm4j.cbm.CbmFolder;
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
    DictionaryOptions.Texts open(CbmFolder cbm, CommonOptions common, Console console) throws IOException {
        SaeFile file = SaeFile.read(sae);
        int features = file.weights().design().features();
        int weights = cbm.classifier().weight().length;
        if (features != weights) {
            throw new IOException("expected a dictionary of as many features as the classifier has weights, found "
                    + features + " in " + file.file() + " and " + weights + " in " + cbm.folder());
        }
        return DictionaryOptions.texts(ModelOptions.of(model, details), file, common, console);
    }
}
