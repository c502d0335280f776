package org.panderm4j.cli;

import java.io.IOException;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.panderm4j.data.random.RandomStreams;
import org.panderm4j.nn.engine.EngineOptions;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.engine.Residence;
import org.panderm4j.pretrain.LearningOptions;
import org.panderm4j.pretrain.LearningOptions.Loss;
import org.panderm4j.pretrain.StartingPoint;
import org.panderm4j.pretrain.TowerLock;
import org.panderm4j.pretrain.TrainingPairs;
import org.panderm4j.weights.open.OpenModel;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say where training begins and which parameters it changes. */
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

    @Option(names = "--loss", defaultValue = "CLIP", paramLabel = "L", description = "clip or siglip (default: clip).")
    Loss loss;

    @Option(names = "--lock-image", description = "Keep the image tower as it is.")
    boolean lockImage;

    @Option(
            names = "--unlocked-image-blocks",
            paramLabel = "N",
            description = "With --lock-image: its last N blocks and its head learn all the same.")
    Integer unlockedImageBlocks;

    @Option(names = "--lock-text", description = "Keep the text tower as it is.")
    boolean lockText;

    @Option(
            names = "--unlocked-text-blocks",
            paramLabel = "N",
            description = "With --lock-text: its last N blocks and its head learn all the same.")
    Integer unlockedTextBlocks;

    @Option(
            names = "--recompute",
            description = "Compute activations twice instead of keeping them: a third more work, far less memory.")
    boolean recompute;

    @Option(
            names = "--dropout",
            paramLabel = "P",
            description = "Dropout of the text tower (default: 0.1 with a BERT, 0 with a CLIP, as these were trained).")
    Double dropout;

    @Option(
            names = "--depth-dropout",
            defaultValue = "0",
            paramLabel = "P",
            description =
                    "How often a picture passes the last image block by (stochastic depth; default: ${DEFAULT-VALUE}).")
    double depthDropout;

    /** Opens or makes what training begins with; the caller closes it. */
    StartingPoint start(TrainingPairs pairs, CommonOptions common, Console console) throws IOException {
        boolean bias = loss == Loss.SIGLIP;
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
    void check() {
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

    LearningOptions learning() {
        return new LearningOptions(
                loss,
                lock("image", lockImage, unlockedImageBlocks),
                lock("text", lockText, unlockedTextBlocks),
                recompute,
                dropout == null ? OptionalDouble.empty() : OptionalDouble.of(dropout),
                depthDropout);
    }

    private static TowerLock lock(String tower, boolean locked, Integer unlocked) {
        if (!locked && unlocked != null) {
            throw new UsageException("--unlocked-" + tower + "-blocks: means something only with --lock-" + tower);
        }
        return new TowerLock(locked, unlocked == null ? OptionalInt.empty() : OptionalInt.of(unlocked));
    }

    /** By the reference's rule, which looks at the model's name. */
    boolean namesVit() {
        return String.valueOf(model == null ? architecture : model)
                .toLowerCase(Locale.ROOT)
                .contains("vit");
    }
}
