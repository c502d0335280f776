package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.panderm4j.data.transform.ChannelOrder;
import org.panderm4j.data.transform.ColorOrder;
import org.panderm4j.data.transform.ImageTransform;
import org.panderm4j.data.transform.PreprocessConfig;
import org.panderm4j.embed.NoUsableInputException;
import org.panderm4j.model.DermModel;
import org.panderm4j.model.PictureFiles;
import org.panderm4j.nn.engine.EngineOptions;
import org.panderm4j.preprocess.PictureArray;
import org.panderm4j.preprocess.PictureTransform;
import org.panderm4j.run.OutputFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code panderm preprocess}. */
@Command(name = "preprocess", description = "Write pictures as a network sees them, as an array (N, 3, H, W).")
final class PreprocessCommand implements Callable<Integer> {
    private static final int RESIZE = 256;
    private static final int CROP = 224;

    /** Whose transform. */
    enum Kind {
        MODEL,
        PROBE,
        FINETUNE
    }

    private final Console console;

    @Mixin
    private CommonOptions common;

    @Option(names = "--model", paramLabel = "M", description = "Needed for --transform model.")
    private String model;

    @Mixin
    private ModelOptions.ModelDetails details;

    @Option(
            names = "--images",
            required = true,
            arity = "1..*",
            paramLabel = "PATH",
            description = "Pictures, or folders of pictures, which are read in name order.")
    private List<Path> images;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Array file (.npy).")
    private Path out;

    @Option(names = "--uint8", description = "Bytes, before normalising, in place of float32.")
    private boolean uint8;

    @Option(
            names = "--transform",
            defaultValue = "MODEL",
            paramLabel = "KIND",
            description = "model, probe or finetune (default: model).")
    private Kind transform;

    @Option(
            names = "--resize",
            paramLabel = "N",
            description = "Shorter side before the crop, for probe (default: 256).")
    private Integer resize;

    @Option(names = "--crop", paramLabel = "N", description = "Side of the result, for probe (default: 224).")
    private Integer crop;

    @Option(
            names = "--channel-order",
            paramLabel = "ORDER",
            description = "bgr or rgb, for finetune (default: bgr, as the reference's network sees it).")
    private ChannelOrder channelOrder;

    PreprocessCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        refuseForeignOptions();
        EngineOptions engine = details.engine(common);
        List<Path> pictures = PictureFiles.expand(images);
        PictureTransform chosen = chosen(engine);
        Progress progress = new Progress(console, common.quiet, "preprocess", "pictures", pictures.size());
        PictureArray array = new PictureArray(chosen, threads(), progress::reach);
        try (OutputFile file = OutputFile.at(out, pictures)) {
            PictureArray.Result result = uint8 ? array.writeBytes(pictures, file) : array.writeValues(pictures, file);
            if (result.rows() == 0) {
                throw new NoUsableInputException(
                        pictures.size(), result.failures().get(0).reason());
            }
            file.write(result.failures());
            return Skips.report(console, result.failures(), file.failures().toString());
        }
    }

    private void refuseForeignOptions() {
        refuse("--resize", resize != null, Kind.PROBE);
        refuse("--crop", crop != null, Kind.PROBE);
        refuse("--channel-order", channelOrder != null, Kind.FINETUNE);
    }

    private void refuse(String option, boolean given, Kind owner) {
        if (given && transform != owner) {
            throw new UsageException(option + " belongs to --transform " + lower(owner) + ", found --transform "
                    + lower(transform) + "; leave it out");
        }
    }

    private static String lower(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private PictureTransform chosen(EngineOptions engine) throws IOException {
        return switch (transform) {
            case MODEL -> PictureTransform.evaluation(modelTransform(engine));
            case PROBE -> PictureTransform.evaluation(probeTransform());
            case FINETUNE -> PictureTransform.finetune(channelOrder == null ? ChannelOrder.BGR : channelOrder);
        };
    }

    private ImageTransform modelTransform(EngineOptions engine) throws IOException {
        if (model == null) {
            throw new UsageException("--model is missing; it is what --transform model takes its settings from");
        }
        try (DermModel opened = DermModel.of(details.files(model, common, console), engine)) {
            return opened.transform();
        }
    }

    private ImageTransform probeTransform() {
        int side = positive("--resize", resize, RESIZE);
        return new ImageTransform(PreprocessConfig.probe(side, positive("--crop", crop, CROP)), ColorOrder.RGB_FIRST);
    }

    private static int positive(String option, Integer given, int otherwise) {
        if (given != null && given < 1) {
            throw new UsageException(option + ": expected at least 1, found " + given);
        }
        return given == null ? otherwise : given;
    }

    private int threads() {
        return common.threads() > 0 ? common.threads() : Runtime.getRuntime().availableProcessors();
    }
}
