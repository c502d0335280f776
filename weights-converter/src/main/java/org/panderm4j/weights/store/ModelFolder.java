package org.panderm4j.weights.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.weights.checkpoint.DType;
import org.panderm4j.weights.report.LoadReport;
import org.panderm4j.weights.report.ReportMarkdown;
import org.panderm4j.weights.safetensors.SafetensorsWriter;

/** Names of the parts of our model folder, and how one is written. */
public final class ModelFolder {
    public static final String DESCRIPTION = "model.json";
    public static final String WEIGHTS = "model.safetensors";
    public static final String TOKENIZER = "tokenizer";
    public static final String REPORT = "LOAD_REPORT.md";

    /** Files that a tokenizer may be read from. */
    public static final List<String> TOKENIZER_FILES = List.of("vocab.txt", "tokenizer.json", "tokenizer_config.json");

    private ModelFolder() {}

    /** Whether {@code folder} is one of ours. */
    public static boolean is(Path folder) {
        return Files.isRegularFile(folder.resolve(DESCRIPTION));
    }

    /** Reads {@code model.json}. */
    public static ModelDescription describe(Path folder) throws IOException {
        return DescriptionJson.read(folder.resolve(DESCRIPTION));
    }

    /**
     * What a folder is written from.
     *
     * @param description goes to {@code model.json}
     * @param weights by our names; all of them are written
     * @param tokenizer folder that holds the tokenizer's files
     * @param report goes to {@code LOAD_REPORT.md}
     */
    public record Content(ModelDescription description, Weights weights, Path tokenizer, LoadReport report) {}

    /**
     * Writes a folder beside its name and renames it when it is complete.
     *
     * @param folder must not exist, or be empty
     * @param dtype F32 or BF16, of matrices; vectors stay F32
     */
    public static void write(Path folder, Content content, DType dtype) throws IOException {
        if (Files.exists(folder) && !isEmpty(folder)) {
            throw new FileAlreadyExistsException(folder + " exists and is not empty; choose another --out");
        }
        Path parent = folder.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        Path aside = Files.createTempDirectory(parent, "." + folder.getFileName() + "-");
        try {
            fill(aside, content, dtype);
            Files.deleteIfExists(folder);
            Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(aside);
        }
    }

    private static void fill(Path folder, Content content, DType dtype) throws IOException {
        Files.writeString(folder.resolve(DESCRIPTION), DescriptionJson.write(content.description()));
        Files.writeString(folder.resolve(REPORT), ReportMarkdown.of(content.report()));
        Path tokenizer = Files.createDirectory(folder.resolve(TOKENIZER));
        for (String name : TOKENIZER_FILES) {
            if (Files.exists(content.tokenizer().resolve(name))) {
                Files.copy(content.tokenizer().resolve(name), tokenizer.resolve(name));
            }
        }
        SafetensorsWriter writer = new SafetensorsWriter().describe("format", "panderm4j");
        for (String name : content.weights().names()) {
            long[] shape = content.weights().shape(name);
            writer.add(
                    name,
                    shape.length < 2 ? DType.F32 : dtype,
                    shape,
                    target -> content.weights().copy(name, target));
        }
        writer.write(folder.resolve(WEIGHTS));
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.findAny().isEmpty();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> tree = Files.walk(folder)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
