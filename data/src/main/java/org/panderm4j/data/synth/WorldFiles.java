package org.panderm4j.data.synth;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.panderm4j.data.image.PngEncoder;
import org.panderm4j.data.synth.lesion.Diagnosis;
import org.panderm4j.data.synth.lesion.Lesion;
import org.panderm4j.data.synth.lesion.View;

/**
 * A world as files: {@code images/VIEW/LESION.png}, {@code lesions.csv} with a row for every lesion, {@code pairs.csv} with one
 * for every picture, {@code classes.txt} with the names of the diagnoses in label order. Tables come last.
 */
public final class WorldFiles {
    private WorldFiles() {}

    /**
     * One file.
     *
     * @param name relative to the world's folder, with forward slashes
     * @param bytes makes the content, on any thread
     */
    public record Entry(String name, Supplier<byte[]> bytes) {}

    /**
     * All files of a world; nothing is drawn before it is asked for.
     *
     * @param size of the pictures, in pixels, at least 16
     */
    public static List<Entry> of(DemoWorld world, int size) {
        List<Entry> files = new ArrayList<>();
        for (Lesion lesion : world.lesions()) {
            for (View view : View.values()) {
                files.add(new Entry(
                        LesionTable.path(lesion, view), () -> PngEncoder.encode(world.picture(lesion, view, size))));
            }
        }
        files.add(new Entry("lesions.csv", () -> lesions(world)));
        files.add(new Entry("pairs.csv", () -> pairs(world)));
        String classes = String.join("\n", Diagnosis.names()) + "\n";
        files.add(new Entry("classes.txt", () -> classes.getBytes(StandardCharsets.UTF_8)));
        return files;
    }

    private static byte[] lesions(DemoWorld world) {
        LesionTable table = new LesionTable(world);
        return csv(
                table.lesionHeader(),
                world.lesions().stream().map(table::lesionRow).toList());
    }

    private static byte[] pairs(DemoWorld world) {
        LesionTable table = new LesionTable(world);
        List<List<String>> rows = new ArrayList<>();
        for (Lesion lesion : world.lesions()) {
            for (View view : View.values()) {
                rows.add(table.pairRow(lesion, view));
            }
        }
        return csv(table.pairHeader(), rows);
    }

    private static byte[] csv(List<String> header, List<List<String>> rows) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            csv.writeRecord(header);
            rows.forEach(csv::writeRecord);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
