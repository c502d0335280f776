package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.panderm4j.concepts.Similarity;
import org.panderm4j.embed.TextFeatures;
import org.panderm4j.model.DermModel;
import org.panderm4j.run.Digests;
import org.panderm4j.sae.SaeFile;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A dictionary, and the model whose text tower tells what its features stand for. */
final class DictionaryOptions {
    @Option(
            names = "--sae",
            required = true,
            paramLabel = "FILE|DIR",
            description = "sae.safetensors, the reference's autoencoder.pth, or the folder of a finished 'sae train'.")
    Path sae;

    @Mixin
    ModelOptions model;

    @Option(
            names = "--centre",
            description = {
                "Take away what all texts have in common before they are compared: embeddings of texts lie close together,",
                "and away from those of pictures. The reference does not."
            })
    boolean centred;

    /**
     * A text tower that fits a dictionary.
     *
     * @param identity what must be the same when a run goes on
     */
    record Texts(DermModel model, SaeFile sae, List<String> identity, CommonOptions common, Console console)
            implements AutoCloseable {
        /** Unit embeddings, [texts][n]. */
        float[][] embed(List<String> texts) throws IOException {
            return new TextFeatures(model, true, common.batchSize(), common.progress(console)).of(texts);
        }

        /** Unit vectors of the dictionary, [m][n]. */
        float[][] vectors() {
            return Similarity.vectors(sae.weights());
        }

        @Override
        public void close() {
            model.close();
        }
    }

    /** Opens the model; the caller closes it. */
    Texts texts(SaeFile file, CommonOptions common, Console console) throws IOException {
        return texts(model, file, common, console);
    }

    /** The same of another command's options. */
    static Texts texts(ModelOptions model, SaeFile file, CommonOptions common, Console console) throws IOException {
        DermModel opened = model.open(common, console);
        try {
            requireWidth(file, opened);
            List<String> identity = new ArrayList<>(ModelOptions.identity(opened));
            identity.add(Digests.ofFileList(List.of(file.file())));
            return new Texts(opened, file, identity, common, console);
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static void requireWidth(SaeFile file, DermModel opened) throws IOException {
        int inputs = file.weights().design().inputs();
        int width = opened.embeddingWidth();
        if (width != inputs) {
            throw new IOException(
                    "expected a text embedding as wide as the dictionary's vectors, found " + width + " of "
                            + opened.file() + " and " + inputs + " in " + file.file()
                            + "; name the model whose embeddings the autoencoder was trained on");
        }
    }
}
