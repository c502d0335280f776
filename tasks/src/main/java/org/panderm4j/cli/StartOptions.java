package org.panderm4j.cli;

import java.io.IOException;
import java.util.Locale;
import org.panderm4j.data.random.RandomStreams;
import org.panderm4j.nn.engine.EngineOptions;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.engine.Residence;
import org.panderm4j.pretrain.StartingPoint;
import org.panderm4j.pretrain.TrainingPairs;
import org.panderm4j.weights.open.OpenModel;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say where training begins. */
final class StartOptions {
    @Option(
            names = "--model",
            paramLabel = "M",
            description = "Go on from this model: a folder, a checkpoint file, hf-hub:OWNER/NAME, or a short name.")
    String model;

    @Option(
            names = "--architecture",
            paramLabel = "FILE|NAME",
            description =
                    "Begin anew: a model.json, or panderm2, panderm-base, panderm-small, panderm-mini, panderm-tiny.")
    String architecture;

    @Option(
            names = "--vocabulary",
            paramLabel = "FILE|SIZE",
            description = "With --architecture: a vocab.txt, or how many tokens to make from the captions.")
    String vocabulary;

    @Mixin
    ModelOptions.ModelDetails details;

    /**
     * Opens or makes what training begins with; the caller closes it.
     *
     * @param bias whether the loss wants a bias of the logits
     */
    StartingPoint start(TrainingPairs pairs, boolean bias, CommonOptions common, Console console) throws IOException {
        if (architecture != null) {
            return StartingPoint.anew(
                    architecture, vocabulary, pairs.allCaptions(), bias, new RandomStreams(common.seed));
        }
        OpenModel opened = details.files(model, common, console);
        try {
            return StartingPoint.of(opened, bias);
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** Refuses what does not fit together, before anything is read. */
    void check(WrittenOptions written) {
        if ((model == null) == (architecture == null)) {
            throw new UsageException("expected --model to go on from, or --architecture to begin anew, found "
                    + (model == null ? "neither" : "both"));
        }
        if ((vocabulary == null) != (architecture == null)) {
            throw new UsageException(
                    vocabulary == null
                            ? "--architecture: a new text tower needs --vocabulary FILE or SIZE"
                            : "--vocabulary: the model of --model has a vocabulary already");
        }
        // --text-model is taken here too, as by every command that has --model, needed or not.
        written.onlyWith(
                model != null,
                "--model; --architecture begins anew, without a checkpoint",
                "--arch",
                "--quick-gelu",
                "--allow-unexpected");
        checkEngine();
    }

    private void checkEngine() {
        String engine = details.engine.toLowerCase(Locale.ROOT);
        if (!engine.equals(EngineOptions.AUTO) && !engine.equals("samediff")) {
            throw new UsageException("--engine: training runs on samediff, found " + details.engine);
        }
        if (details.precision != Precision.AUTO && details.precision != Precision.F32) {
            throw new UsageException("--precision: training runs in f32, found " + details.precision.label());
        }
        if (details.weights == Residence.STREAMED) {
            throw new UsageException("--weights: weights that are trained lie in memory, found streamed");
        }
    }

    /** By the reference's rule, which looks at the model's name. */
    boolean namesVit() {
        return String.valueOf(model == null ? architecture : model)
                .toLowerCase(Locale.ROOT)
                .contains("vit");
    }
}
