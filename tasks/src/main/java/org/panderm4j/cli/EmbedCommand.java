package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.panderm4j.data.table.Table;
import org.panderm4j.embed.EmbedTask;
import org.panderm4j.embed.ImageFeatures;
import org.panderm4j.embed.PixelArray;
import org.panderm4j.model.DermModel;
import org.panderm4j.model.ImageFeature;
import org.panderm4j.model.PictureFiles;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.run.Digests;
import org.panderm4j.run.Failure;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code panderm embed}. */
@Command(name = "embed", description = "Write the features of pictures: embeddings.npy, metadata.csv.")
final class EmbedCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Mixin
    private ModelOptions model;

    @Mixin
    private RunOptions run;

    @Mixin
    private TableOptions table;

    @ArgGroup(multiplicity = "1")
    private Source source;

    @Option(
            names = "--feature",
            defaultValue = Tower.EMBEDDING,
            paramLabel = "NAME",
            description = "embedding, probe, finetune, or another read-out of the model (default: ${DEFAULT-VALUE}).")
    private String feature;

    @Option(names = "--normalize", description = "Divide each row by its length.")
    private boolean normalize;

    /** One of the three places that pictures come from. */
    private static final class Source {
        @Option(
                names = "--images",
                arity = "1..*",
                paramLabel = "PATH",
                description = "Files, or folders in name order.")
        private List<Path> images;

        @Option(names = "--csv", paramLabel = "FILE", description = "Table with an image column.")
        private Path csv;

        @Option(
                names = "--pixels",
                paramLabel = "FILE.npy",
                description = "Preprocessed pictures, float32 (N, 3, H, W).")
        private Path pixels;
    }

    EmbedCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (table.given() && source.csv == null) {
            throw new UsageException("--image-column and --image-root belong to --csv");
        }
        try (DermModel opened = model.open(common, console)) {
            ImageFeature chosen = feature(opened);
            EmbedTask.Inputs inputs = inputs(opened);
            Optional<List<Failure>> failures = EmbedTask.run(
                    opened,
                    inputs,
                    new ImageFeatures.Settings(chosen.output(), normalize || chosen.unit(), common.batchSize()),
                    run.out,
                    run.plan(spec, common.seed, identity(inputs, opened)),
                    run.resume,
                    common.progress(console));
            return failures.isEmpty()
                    ? Skips.ofFinished(console, run.out)
                    : Skips.report(
                            console,
                            failures.get(),
                            run.out.resolve("failures.csv").toString());
        }
    }

    private ImageFeature feature(DermModel opened) {
        try {
            return opened.imageFeature(feature);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--feature " + feature + ": " + e.getMessage());
        }
    }

    /** What must be the same when the run goes on: names and states of all files. */
    private List<String> identity(EmbedTask.Inputs inputs, DermModel opened) throws IOException {
        List<String> identity = new ArrayList<>(inputs.names());
        if (source.pixels != null) {
            identity.add(Digests.ofFileList(List.of(source.pixels)));
        } else {
            identity.add(
                    Digests.ofFileList(inputs.names().stream().map(Path::of).toList()));
        }
        if (source.csv != null) {
            identity.add(Digests.ofFile(source.csv));
        }
        identity.addAll(ModelOptions.identity(opened));
        return identity;
    }

    private EmbedTask.Inputs inputs(DermModel opened) throws IOException {
        if (source.pixels != null) {
            PixelArray array = PixelArray.open(source.pixels);
            List<String> names = new ArrayList<>();
            for (int i = 0; i < array.size(); i++) {
                names.add(array.name(i));
            }
            return new EmbedTask.Inputs(array, names, Optional.empty());
        }
        if (source.images != null) {
            return files(opened, PictureFiles.expand(source.images), Optional.empty());
        }
        Table rows = TableOptions.read(source.csv);
        return files(opened, table.paths(rows), Optional.of(rows));
    }

    private EmbedTask.Inputs files(DermModel opened, List<Path> files, Optional<Table> rows) {
        List<String> names = files.stream().map(Path::toString).toList();
        return new EmbedTask.Inputs(common.pictures(files, opened.transform()), names, rows);
    }
}
