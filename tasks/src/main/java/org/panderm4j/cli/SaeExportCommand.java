package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.panderm4j.run.OutputFile;
import org.panderm4j.sae.SaeFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code panderm sae export}. */
@Command(
        name = "export",
        description = "Write a sparse autoencoder as the reference's scripts read it: autoencoder.pth.")
final class SaeExportCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private CommonOptions common;

    @Mixin
    private SaeOptions options;

    @Option(names = "--out", required = true, paramLabel = "FILE.pth", description = "Where the checkpoint is written.")
    private Path out;

    SaeExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        SaeFile sae = SaeFile.read(options.sae);
        sae.requireExportable();
        try (OutputFile target = OutputFile.at(out, List.of(sae.file()))) {
            target.write(file -> sae.export(file, sae.rows()));
        }
        if (!common.quiet) {
            console.messages()
                    .println("wrote " + out + ": " + sae.weights().design().inputs() + " inputs, "
                            + sae.weights().design().features() + " features");
        }
        return ExitStatus.DONE;
    }
}
