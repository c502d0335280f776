package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.panderm4j.data.npy.Npy;
import org.panderm4j.data.text.TextLines;
import org.panderm4j.embed.TextFeatures;
import org.panderm4j.embed.TokenArray;
import org.panderm4j.model.DermModel;
import org.panderm4j.nn.engine.Tensor;
import org.panderm4j.run.OutputFile;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code panderm embed-text}. */
@Command(name = "embed-text", description = "Write the embeddings of texts.")
final class EmbedTextCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private CommonOptions common;

    @Mixin
    private ModelOptions model;

    @ArgGroup(multiplicity = "1")
    private Source source;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE.npy",
            description = "Where the array (N, E) is written.")
    private Path out;

    @Option(names = "--normalize", description = "Divide each row by its length.")
    private boolean normalize;

    /** One of the three places that texts come from. */
    private static final class Source {
        @Option(names = "--text", arity = "1..*", paramLabel = "S", description = "Texts.")
        private List<String> texts;

        @Option(names = "--file", paramLabel = "FILE", description = "One text a line.")
        private Path file;

        @Option(names = "--tokens", paramLabel = "FILE.npy", description = "Token ids (N, length).")
        private Path tokens;
    }

    EmbedTextCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        try (OutputFile target = OutputFile.at(out, inputs());
                DermModel opened = model.open(common, console)) {
            TextFeatures features = new TextFeatures(opened, normalize, common.batchSize(), common.progress(console));
            float[][] rows = source.tokens == null
                    ? features.of(texts())
                    : features.of(TokenArray.read(source.tokens, opened.textStem()));
            Tensor flat = Tensor.ofRows(rows);
            target.write(file -> Npy.write(file, flat.values(), flat.shape()));
        }
        return ExitStatus.DONE;
    }

    private List<Path> inputs() {
        return Stream.of(source.file, source.tokens).filter(Objects::nonNull).toList();
    }

    private List<String> texts() throws IOException {
        List<String> texts = source.texts == null ? TextLines.read(source.file) : source.texts;
        if (texts.isEmpty()) {
            throw new IOException(source.file + ": expected at least one line of text, found an empty file");
        }
        return texts;
    }
}
