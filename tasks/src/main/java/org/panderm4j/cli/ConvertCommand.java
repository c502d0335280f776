package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.panderm4j.convert.Conversion;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.weights.checkpoint.DType;
import org.panderm4j.weights.open.OpenModel;
import org.panderm4j.weights.store.ModelFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code panderm convert}. */
@Command(
        name = "convert",
        description = "Write a model as a folder of our own, which loads faster and needs no hub and no pickle.")
final class ConvertCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Mixin
    private ModelOptions model;

    @Mixin
    private RunOptions run;

    @Option(
            names = "--dtype",
            defaultValue = "f32",
            paramLabel = "f32|bf16",
            description = "Number format of the matrices; vectors stay f32 (default: ${DEFAULT-VALUE}).")
    private String dtype;

    ConvertCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        DType type = type();
        check();
        try (OpenModel source = model.details.files(model.model, common, console)) {
            Conversion conversion = new Conversion(OptionValues.of(spec), common.seed);
            if (run.resume && conversion.isFinished(source, run.out)) {
                return Skips.ofFinished(console, run.out);
            }
            TextTable table = new TextTable("file", "bytes", "what");
            conversion.run(source, run.out, type).forEach(file -> table.row(file.path(), file.bytes(), file.what()));
            table.print(console.results());
            notes(source).forEach(note -> console.messages().println("note: " + note));
        }
        return ExitStatus.DONE;
    }

    /** Nothing runs here, but what cannot run is refused as everywhere. */
    private void check() {
        Precision precision = model.details.precision;
        if (precision.resolve() != Precision.F32) {
            throw new UsageException("--precision " + precision.label()
                    + ": says how a network computes, and none runs here; the number format of the folder is given by"
                    + " --dtype f32|bf16");
        }
        model.details.engine(common);
    }

    private List<String> notes(OpenModel source) {
        List<String> notes = new ArrayList<>();
        if (!common.quiet) {
            notes.addAll(source.report().warnings());
            boolean texts = source.description().text().isPresent();
            if (texts && !Files.isDirectory(run.out.resolve(ModelFolder.TOKENIZER))) {
                notes.add(Conversion.NO_VOCABULARY);
            }
        }
        return notes;
    }

    private DType type() {
        return switch (dtype.toLowerCase(Locale.ROOT)) {
            case "f32" -> DType.F32;
            case "bf16" -> DType.BF16;
            default -> throw new UsageException("--dtype: expected f32 or bf16, found '" + dtype + "'");
        };
    }
}
