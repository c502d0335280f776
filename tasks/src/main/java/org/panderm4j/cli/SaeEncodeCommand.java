package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.panderm4j.nn.sae.SaeNetwork;
import org.panderm4j.run.OutputFile;
import org.panderm4j.sae.Embeddings;
import org.panderm4j.sae.EncodeTask;
import org.panderm4j.sae.SaeFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** {@code panderm sae encode}. */
@Command(
        name = "encode",
        description = "Write what a sparse autoencoder makes of embeddings: learned activations (rows, features).",
        defaultValueProvider = SaeEncodeCommand.Defaults.class)
final class SaeEncodeCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private CommonOptions common;

    @Mixin
    private SaeOptions options;

    @Mixin
    private SaeOptions.Engine engine;

    @Option(
            names = "--embeddings",
            required = true,
            paramLabel = "FILE.npy|DIR",
            description =
                    "Embeddings (rows, width), or the folder of an 'embed'; more than one are taken one behind the other.")
    private List<Path> embeddings;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE.npy",
            description = "Where the array (rows, features) is written, float32.")
    private Path out;

    SaeEncodeCommand(Console console) {
        this.console = console;
    }

    /** As the reference's script. */
    static final class Defaults implements IDefaultValueProvider {
        @Override
        public String defaultValue(ArgSpec argument) {
            return argument instanceof OptionSpec option && option.longestName().equals("--batch-size") ? "512" : null;
        }
    }

    @Override
    public Integer call() throws IOException {
        engine.resolved();
        common.batchSize();
        SaeFile sae = SaeFile.read(options.sae);
        EngineNotes.tell(common, console);
        try (Embeddings rows = Embeddings.open(embeddings)) {
            rows.requireWidth(sae.file(), sae.weights().design().inputs());
            SaeOptions.checkBatch(common.batchSize(), sae.weights().design());
            List<Path> inputs = new ArrayList<>(rows.files());
            inputs.add(sae.file());
            try (OutputFile target = OutputFile.at(out, inputs);
                    SaeNetwork network = engine.open(sae.weights(), common)) {
                EncodeTask task = new EncodeTask(rows, network, common.batchSize(), common.progress(console));
                EncodeTask.Result result = task.run(target.aside());
                target.publish();
                print(result);
            }
        }
        return ExitStatus.DONE;
    }

    private void print(EncodeTask.Result result) {
        TextTable table = new TextTable("rows", "features", "active in any row", "active in a row (L0)");
        table.row(result.rows(), result.features(), result.active(), TextTable.number(result.l0()));
        table.print(console.results());
    }
}
