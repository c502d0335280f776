package org.panderm4j.weights.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.checkpoint.DType;
import org.panderm4j.weights.checkpoint.Rename;
import org.panderm4j.weights.report.LoadReport;
import org.panderm4j.weights.report.ReportMarkdown;
import org.panderm4j.weights.safetensors.SafetensorsWriter;

/** Names of the parts of our model folder, and how one is written. */
public final class ModelFolder {
    public static final String DESCRIPTION = "model.json";
    public static final String WEIGHTS = "model.safetensors";
    public static final String TOKENIZER = "tokenizer";
    public static final String REPORT = "LOAD_REPORT.md";

    private ModelFolder() {}

    /** Whether {@code folder} is one of ours. */
    public static boolean is(Path folder) {
        return Files.isRegularFile(folder.resolve(DESCRIPTION));
    }

    /** Reads {@code model.json}. */
    public static ModelDescription describe(Path folder) throws IOException {
        return read(folder.resolve(DESCRIPTION));
    }

    /** Reads a description that lies anywhere under any name. */
    public static ModelDescription read(Path file) throws IOException {
        return DescriptionJson.read(file);
    }

    /**
     * Puts a model that was made here, not converted, into a folder that holds other files too; what is there of an earlier one is
     * replaced. {@code model.json} comes last, so a folder that was left half-way is not taken for a model.
     *
     * @param weights by our names; of them those that {@code description} asks for are written, as F32
     * @param tokenizer folder that holds the tokenizer's files, for a model that takes texts
     */
    public static void put(Path folder, ModelDescription description, Weights weights, Optional<Path> tokenizer)
            throws IOException {
        if (tokenizer.isPresent()) {
            TextSettings.Kind kind = description.text().orElseThrow().tokenizer();
            requireVocabulary(tokenizer.get(), kind);
            copyTokenizer(tokenizer.get(), Files.createDirectories(folder.resolve(TOKENIZER)), kind);
        }
        writeWeights(folder, weights, description.towers().parameterShapes().keySet(), DType.F32);
        Path aside = folder.resolve("." + DESCRIPTION + ".part");
        Files.writeString(aside, DescriptionJson.write(description));
        try (Checkpoint written = Checkpoint.open(folder.resolve(WEIGHTS))) {
            LoadReport report = StoredModel.report(description, written);
            Files.writeString(folder.resolve(REPORT), ReportMarkdown.of(report));
        }
        Rename.forced(aside, folder.resolve(DESCRIPTION));
    }

    /**
     * What a folder is written from.
     *
     * @param description goes to {@code model.json}
     * @param weights by our names; all of them are written
     * @param tokenizer folder that holds the tokenizer's files, for a model that takes texts
     * @param report goes to {@code LOAD_REPORT.md}
     */
    public record Content(ModelDescription description, Weights weights, Optional<Path> tokenizer, LoadReport report) {}

    /** Adds what a caller wants in the folder beside our own files, before it gets its name. */
    @FunctionalInterface
    public interface Addition {
        void addTo(Path folder) throws IOException;
    }

    /** Writes a folder that holds our files alone. */
    public static void write(Path folder, Content content, DType dtype) throws IOException {
        write(folder, content, dtype, aside -> {});
    }

    /**
     * Writes a folder beside its name and renames it when it is complete.
     *
     * @param folder must not exist, or be empty
     * @param dtype F32 or BF16, of matrices; vectors stay F32
     * @param addition runs last
     * @throws IOException when the folder cannot be used, or {@code content} has no vocabulary
     */
    public static void write(Path folder, Content content, DType dtype, Addition addition) throws IOException {
        requireEmpty(folder);
        if (content.tokenizer().isPresent()) {
            requireVocabulary(content.tokenizer().get(), kind(content));
        }
        Path target = folder.toAbsolutePath().normalize();
        Path parent = target.getParent();
        Files.createDirectories(parent);
        // Not a temporary directory of the JDK's making: that would be readable by its owner only.
        Path aside = Files.createDirectory(parent.resolve("." + target.getFileName() + "-" + UUID.randomUUID()));
        try {
            fill(aside, content, dtype);
            addition.addTo(aside);
            Files.deleteIfExists(target);
            Rename.of(aside, target);
        } finally {
            delete(aside);
        }
    }

    private static void requireEmpty(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new FileAlreadyExistsException(folder + ": expected a folder for --out, found a file");
        }
        if (Files.exists(folder) && !isEmpty(folder)) {
            throw new FileAlreadyExistsException(folder + " exists and is not empty; choose another --out");
        }
    }

    private static TextSettings.Kind kind(Content content) {
        return content.description().text().orElseThrow().tokenizer();
    }

    private static void requireVocabulary(Path folder, TextSettings.Kind kind) throws IOException {
        if (!Vocabularies.in(folder, kind)) {
            throw new NoSuchFileException(folder + ": expected " + Vocabularies.expected(kind)
                    + ", found neither; give the folder that holds it with --text-model");
        }
    }

    private static void fill(Path folder, Content content, DType dtype) throws IOException {
        Path description = Files.writeString(folder.resolve(DESCRIPTION), DescriptionJson.write(content.description()));
        Rename.force(description);
        Files.writeString(folder.resolve(REPORT), ReportMarkdown.of(content.report()));
        if (content.tokenizer().isPresent()) {
            copyTokenizer(content.tokenizer().get(), Files.createDirectory(folder.resolve(TOKENIZER)), kind(content));
        }
        writeWeights(folder, content.weights(), content.weights().names(), dtype);
    }

    private static void writeWeights(Path folder, Weights weights, Set<String> names, DType dtype) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter().describe("format", "panderm4j");
        for (String name : names) {
            long[] shape = weights.shape(name);
            writer.add(name, shape.length < 2 ? DType.F32 : dtype, shape, target -> weights.copy(name, target));
        }
        writer.write(folder.resolve(WEIGHTS));
    }

    private static void copyTokenizer(Path from, Path to, TextSettings.Kind kind) throws IOException {
        for (String name : Vocabularies.files(kind)) {
            if (Files.exists(from.resolve(name))) {
                Files.copy(from.resolve(name), to.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (kind == TextSettings.Kind.BYTEPAIR && !Vocabularies.in(to, kind)) {
            Files.copy(
                    Vocabularies.mergeList(from).orElseThrow(),
                    to.resolve(Vocabularies.CLIP_MERGES),
                    StandardCopyOption.REPLACE_EXISTING);
        }
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
