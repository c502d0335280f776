package org.panderm4j.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.panderm4j.data.npy.Npy;
import org.panderm4j.data.npy.NpyArray;
import org.panderm4j.data.table.Table;
import org.panderm4j.data.table.TableRow;
import org.panderm4j.nn.engine.Tensor;

/** What a user brings along, and what a user finds afterwards. */
final class Given {
    private Given() {}

    static Path lines(Path file, String... lines) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, String.join("\n", lines) + "\n");
    }

    /** Files that look like pictures by their name alone, with a word of the reason that each is to be skipped for. */
    static Map<Path, String> badPictures(Path folder) throws IOException {
        Files.createDirectories(folder);
        Map<Path, String> bad = new LinkedHashMap<>();
        bad.put(Files.writeString(folder.resolve("text.jpg"), "no picture at all"), "text");
        bad.put(Files.createFile(folder.resolve("empty.png")), "empty");
        bad.put(giantPng(folder.resolve("giant.png")), "60000");
        bad.put(folder.resolve("absent.jpg"), "no such");
        bad.put(Files.createDirectory(folder.resolve("folder.png")), "folder");
        return bad;
    }

    /** The beginning of a picture of 60000 x 60000 pixels. */
    private static Path giantPng(Path file) throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(header);
        out.write("IHDR".getBytes(US_ASCII));
        out.writeInt(60000);
        out.writeInt(60000);
        out.write(new byte[] {8, 2, 0, 0, 0});
        CRC32 checksum = new CRC32();
        checksum.update(header.toByteArray());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream png = new DataOutputStream(bytes);
        png.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        png.writeInt(header.size() - 4);
        png.write(header.toByteArray());
        png.writeInt((int) checksum.getValue());
        png.writeInt(0);
        png.write("IDAT".getBytes(US_ASCII));
        return Files.write(file, bytes.toByteArray());
    }

    /** The rows of a two-dimensional array. */
    static float[][] rows(Path npy) throws IOException {
        NpyArray array = Npy.read(npy);
        return new Tensor(array.floats(), array.shape()).rows();
    }

    /** All records of a table, its header first. */
    static List<List<String>> records(Path csv) throws IOException {
        Table table = Table.read(csv);
        List<List<String>> records = new ArrayList<>(List.of(table.header()));
        table.rows().stream().map(TableRow::fields).forEach(records::add);
        return records;
    }

    /** The number in a column of the record that begins with a word. */
    static double cell(Path csv, String first, String column) throws IOException {
        List<List<String>> records = records(csv);
        int at = records.get(0).indexOf(column);
        return records.stream()
                .filter(one -> one.get(0).equals(first))
                .mapToDouble(one -> Double.parseDouble(one.get(at)))
                .findFirst()
                .orElseThrow();
    }

    /** All files below a folder by their relative names, hidden ones included. */
    static List<String> files(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
