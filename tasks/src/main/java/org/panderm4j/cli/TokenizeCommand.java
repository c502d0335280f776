package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.panderm4j.data.npy.NpyLongWriter;
import org.panderm4j.data.text.TextLines;
import org.panderm4j.data.text.Tokenizer;
import org.panderm4j.model.DermModel;
import org.panderm4j.nn.engine.EngineOptions;
import org.panderm4j.run.OutputFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code panderm tokenize}. */
@Command(name = "tokenize", description = "Write the token ids of texts, as an array (N, context) of int64.")
final class TokenizeCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private CommonOptions common;

    @Mixin
    private ModelOptions model;

    @Option(names = "--file", required = true, paramLabel = "FILE", description = "Texts, one a line, in UTF-8.")
    private Path file;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Array file (.npy).")
    private Path out;

    TokenizeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        List<String> texts = TextLines.read(file);
        if (texts.isEmpty()) {
            throw new IOException(file + ": expected at least one text, found an empty file");
        }
        EngineOptions engine = model.details.engine(common);
        try (DermModel opened = DermModel.of(model.details.files(model.model, common, console), engine);
                OutputFile target = OutputFile.at(out, List.of(file))) {
            write(texts, opened.tokenizer(), target);
        }
        return ExitStatus.DONE;
    }

    private void write(List<String> texts, Tokenizer tokenizer, OutputFile target) throws IOException {
        Progress progress = new Progress(console, common.quiet, "tokenize", "texts", texts.size());
        try (NpyLongWriter writer = NpyLongWriter.create(target.aside(), tokenizer.contextLength())) {
            for (int i = 0; i < texts.size(); i++) {
                writer.append(tokenizer.row(texts.get(i)));
                progress.reach(i + 1);
            }
        } catch (IOException e) {
            throw target.unwritable(e);
        }
        target.publish();
    }
}
