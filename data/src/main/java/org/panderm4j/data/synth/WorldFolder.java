package org.panderm4j.data.synth;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.panderm4j.data.image.PngEncoder;
import org.panderm4j.data.synth.lesion.Diagnosis;
import org.panderm4j.data.synth.lesion.Lesion;
import org.panderm4j.data.synth.lesion.View;

/**
 * A world on disk: {@code lesions.csv} with a row for every lesion, {@code pairs.csv} with one for every picture,
 * {@code classes.txt} with the names of the diagnoses in label order, and {@code images/VIEW/LESION.png}.
 */
public final class WorldFolder {
    private WorldFolder() {}

    /**
     * Writes everything beside its place and renames it when it is complete.
     *
     * @param folder must not exist, or be empty
     * @param size of the pictures, in pixels
     * @throws IOException when the folder is in use or cannot be written
     */
    public static void write(DemoWorld world, Path folder, int size) throws IOException {
        requireEmpty(folder);
        Path target = folder.toAbsolutePath().normalize();
        Files.createDirectories(target.getParent());
        // Not a temporary directory of the JDK's making: that would be readable by its owner only.
        Path aside = Files.createDirectory(target.resolveSibling("." + target.getFileName() + "-" + UUID.randomUUID()));
        try {
            fill(world, aside, size);
            Files.deleteIfExists(target);
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(aside);
        }
    }

    private static void requireEmpty(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new FileAlreadyExistsException(folder + ": expected a folder for the demo world, found a file");
        }
        if (Files.isDirectory(folder)) {
            try (Stream<Path> content = Files.list(folder)) {
                if (content.findAny().isPresent()) {
                    throw new FileAlreadyExistsException(folder + " exists and is not empty; choose another folder");
                }
            }
        }
    }

    private static void fill(DemoWorld world, Path folder, int size) throws IOException {
        for (View view : View.values()) {
            Files.createDirectories(folder.resolve("images").resolve(view.token()));
        }
        try {
            world.lesions().parallelStream().forEach(lesion -> pictures(world, lesion, folder, size));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        LesionTable table = new LesionTable(world);
        try (CsvWriter csv = csv(folder.resolve("lesions.csv"))) {
            csv.writeRecord(table.lesionHeader());
            for (Lesion lesion : world.lesions()) {
                csv.writeRecord(table.lesionRow(lesion));
            }
        }
        try (CsvWriter csv = csv(folder.resolve("pairs.csv"))) {
            csv.writeRecord(table.pairHeader());
            for (Lesion lesion : world.lesions()) {
                for (View view : View.values()) {
                    csv.writeRecord(table.pairRow(lesion, view));
                }
            }
        }
        Files.writeString(folder.resolve("classes.txt"), String.join("\n", Diagnosis.names()) + "\n");
    }

    private static void pictures(DemoWorld world, Lesion lesion, Path folder, int size) {
        for (View view : View.values()) {
            Path file = folder.resolve(LesionTable.path(lesion, view));
            try {
                Files.write(file, PngEncoder.encode(world.picture(lesion, view, size)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static CsvWriter csv(Path file) throws IOException {
        return CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(file, StandardCharsets.UTF_8);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path one : all) {
            Files.delete(one);
        }
    }
}
