package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.panderm4j.demo.DemoFigures;
import org.panderm4j.demo.DemoResult;
import org.panderm4j.demo.DemoTask;
import org.panderm4j.model.DermModel;
import org.panderm4j.weights.open.ShippedModel;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code panderm demo}. */
@Command(
        name = "demo",
        description =
                "Take the tour: what a small model makes of drawn lesions that it has not seen, in about a minute.",
        footer = {"", "Drawn pictures without clinical meaning. Without --out, nothing is written."},
        defaultValueProvider = DemoCommand.Defaults.class)
final class DemoCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Option(
            names = "--model",
            defaultValue = ShippedModel.NAME,
            paramLabel = "M",
            description = "The model that is shown (default: ${DEFAULT-VALUE}, which comes with the program).")
    private String model;

    @Mixin
    private ModelOptions.ModelDetails details;

    /** Where --out is optional, --resume still needs it. */
    @ArgGroup(exclusive = false)
    private RunOptions run;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    DemoCommand(Console console) {
        this.console = console;
    }

    /** Small networks like larger batches. */
    static final class Defaults implements IDefaultValueProvider {
        @Override
        public String defaultValue(ArgSpec argument) {
            return argument instanceof OptionSpec option && option.longestName().equals("--batch-size") ? "32" : null;
        }
    }

    @Override
    public Integer call() throws IOException {
        ModelOptions options = new ModelOptions();
        options.model = model;
        options.details = details;
        try (DermModel opened = options.open(common, console)) {
            opened.tokenizer();
            DemoTask task = new DemoTask(
                    opened, DemoTask.Settings.usual(common.seed, common.batchSize()), common.progress(console));
            Optional<DemoResult> result = run == null ? Optional.of(task.run()) : run(task, opened);
            if (result.isEmpty()) {
                return Skips.ofFinished(console, run.out);
            }
            print(result.get());
            return ExitStatus.DONE;
        }
    }

    private Optional<DemoResult> run(DemoTask task, DermModel opened) throws IOException {
        List<String> identity = ModelOptions.identity(opened);
        return task.run(run.out, run.plan(spec, common.seed, identity), run.resume);
    }

    private void print(DemoResult result) throws IOException {
        if (json) {
            console.printJson(DemoFigures.of(result));
            return;
        }
        Optional<Path> page = Optional.ofNullable(run).map(given -> given.out.resolve("report.html"));
        new DemoTour(result, common.seed, page).print(console.results());
    }
}
