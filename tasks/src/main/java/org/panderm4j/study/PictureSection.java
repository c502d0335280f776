package org.panderm4j.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.data.table.Table;
import org.panderm4j.data.table.TableRow;
import org.panderm4j.report.ConceptPage;
import org.panderm4j.report.Fact;
import org.panderm4j.report.PictureRow;
import org.panderm4j.report.Thumbnails;
import org.panderm4j.report.Tile;

/** The pictures of a {@code concepts top}. */
final class PictureSection {
    private final Path folder;

    PictureSection(Path folder) {
        this.folder = folder;
    }

    ConceptPage.Section read() throws IOException {
        Map<String, String> notes = notes();
        Table table = Table.read(folder.resolve(StudyFolders.TOP));
        Map<String, List<Tile>> tiles = new LinkedHashMap<>();
        for (TableRow row : table.rows()) {
            tiles.computeIfAbsent(title(table, row), any -> new ArrayList<>()).add(tile(table, row));
        }
        List<PictureRow> rows = tiles.entrySet().stream()
                .map(one -> new PictureRow(one.getKey(), notes.getOrDefault(one.getKey(), ""), one.getValue()))
                .toList();
        return new ConceptPage.Section(
                "Pictures of features", "Those in which each is most active.", List.of(), List.of(), List.of(), rows);
    }

    private static String title(Table table, TableRow row) throws IOException {
        String concept = row.get(table.column("concept"));
        String neuron = "neuron " + row.get(table.column("neuron"));
        return concept.equals(neuron) ? concept : concept + " (" + neuron + ")";
    }

    private Map<String, String> notes() throws IOException {
        Table table = Table.read(folder.resolve(StudyFolders.CONCEPTS));
        Map<String, String> notes = new LinkedHashMap<>();
        for (TableRow row : table.rows()) {
            double similarity = Cells.number(table, row, "similarity");
            double precision = Cells.number(table, row, "precision");
            List<String> parts = new ArrayList<>();
            if (!Double.isNaN(similarity)) {
                parts.add("similarity of text and feature " + Cells.share(similarity));
            }
            if (!Double.isNaN(precision)) {
                parts.add("share of these with \"" + row.get(table.column("column")) + "\" " + Cells.share(precision)
                        + ", of all " + Cells.share(Cells.number(table, row, "share")));
            }
            notes.put(title(table, row), String.join("; ", parts));
        }
        return notes;
    }

    private static Tile tile(Table table, TableRow row) throws IOException {
        String path = row.get(table.column("path"));
        String present = row.get(table.column("present"));
        Optional<Boolean> right = present.isEmpty() ? Optional.empty() : Optional.of(present.equals("1"));
        return new Tile(
                Thumbnails.of(Path.of(path)),
                String.valueOf(Path.of(path).getFileName()),
                right,
                right.map(yes -> yes ? "present" : "absent").orElse(""),
                List.of(new Fact("activation", Cells.share(Cells.number(table, row, "activation")))));
    }
}
