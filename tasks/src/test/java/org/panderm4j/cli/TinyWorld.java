package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.panderm4j.data.synth.DemoWorld;
import org.panderm4j.data.synth.WorldFolder;
import org.panderm4j.data.synth.WorldOptions;

/**
 * A drawn world of few lesions, benign and malignant ones, and what is fine-tuned on it.
 *
 * @param folder of all that is made
 */
record TinyWorld(Path folder) {
    private static final int LESIONS = 40;
    private static final int SIZE = 32;

    static TinyWorld in(Path folder) throws IOException {
        TinyWorld world = new TinyWorld(folder);
        WorldFolder.write(DemoWorld.of(new WorldOptions(0, LESIONS)), world.data(), SIZE);
        world.described("tiny", "malignant");
        return world;
    }

    Path data() {
        return folder.resolve("world");
    }

    Path description() {
        return folder.resolve("tiny.yaml");
    }

    Path described(String name, String label) throws IOException {
        return Given.lines(
                folder.resolve(name + ".yaml"),
                "name: tiny-world",
                "tables: lesions.csv",
                "clinical: image_clinical",
                "dermoscopic: image_dermoscopic",
                "label:",
                "  column: " + label,
                "split:",
                "  column: split",
                "group: patient",
                "metadata:",
                "  numeric: [age]",
                "  categorical: [sex, site]",
                "text: \"This is a {sex} patient of {age} years[ with a lesion on the {site}].\"",
                "criteria:",
                "  network: [absent, typical, atypical]");
    }

    /** Fine-tunes the shipped model for an epoch. */
    Path finetuned(String name, Object... options) {
        Path out = folder.resolve(name);
        Program.run(
                        List.of("finetune", "--dataset", description(), "--data", data(), "--model", "demo"),
                        List.of("--epochs", 1, "--batch-size", 16, "--lr", 1e-3, "--monitor", "none"),
                        List.of("--resamples", 5, "--quiet", "--threads", 1, "--out", out),
                        List.of(options))
                .succeeds();
        return out;
    }

    /** Rows of the world's table, its header first. */
    List<List<String>> lesions() throws IOException {
        return Given.records(data().resolve("lesions.csv"));
    }

    /** A copy of a folder, without its sub-folders. */
    static Path copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        List<Path> files = new ArrayList<>();
        try (Stream<Path> list = Files.list(from)) {
            list.filter(Files::isRegularFile).forEach(files::add);
        }
        for (Path file : files) {
            Files.copy(file, to.resolve(file.getFileName()));
        }
        return to;
    }
}
