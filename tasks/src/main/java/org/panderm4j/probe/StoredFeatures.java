package org.panderm4j.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.panderm4j.data.npy.WholeMatrix;
import org.panderm4j.data.table.ProbeTable;
import org.panderm4j.data.table.Table;
import org.panderm4j.data.table.TableRow;
import org.panderm4j.nn.clip.Vectors;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.run.Digests;
import org.panderm4j.run.Failure;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunFolder;

/**
 * Features that {@code panderm embed} has written: {@code embeddings.npy} with {@code metadata.csv}. Rows are found by the value of
 * the image column, or by the path of the picture. No picture is opened.
 */
public final class StoredFeatures implements FeatureSource {
    static final String EMBEDDINGS = "embeddings.npy";
    static final String METADATA = "metadata.csv";
    private static final String FAILURES = "failures.csv";
    private static final String RECORD = "run.json";
    private static final String EMBED = "embed";
    private static final String PATH = "path";
    /** Rows that a message names. */
    private static final int NAMED = 5;

    private final Path folder;

    public StoredFeatures(Path folder) {
        this.folder = folder;
    }

    @Override
    public List<String> identity() throws IOException {
        return List.of(Digests.ofFileList(List.of(file(EMBEDDINGS), file(METADATA))));
    }

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(
                    file + ": no such file; expected the folder of a finished 'panderm embed' with " + EMBEDDINGS
                            + " and " + METADATA);
        }
        return file;
    }

    /** All rows of the folder, in its order, [n][d]. */
    public float[][] all() throws IOException {
        Path file = file(EMBEDDINGS);
        float[][] all = WholeMatrix.read(file);
        if (all.length == 0) {
            throw new IOException(file + ": expected features (rows, width), found no row");
        }
        return all;
    }

    /** What stands beside the features, as many rows. */
    public Table metadata(int rows) throws IOException {
        Table metadata = Table.read(file(METADATA));
        if (metadata.rows().size() != rows) {
            throw new IOException(folder + ": expected as many rows in " + METADATA + " as in " + EMBEDDINGS
                    + ", found " + metadata.rows().size() + " and " + rows + "; embed the pictures again");
        }
        return metadata;
    }

    @Override
    public Found of(ProbeTable table, RunFolder run, ProgressReport progress) throws IOException {
        float[][] all = all();
        Table metadata = metadata(all.length);
        Map<String, Integer> places = places(metadata, table.imageColumn());
        Set<String> skipped = skipped();
        List<ProbeTable.Row> rows = new ArrayList<>();
        List<float[]> features = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        List<ProbeTable.Row> missing = new ArrayList<>();
        for (int i = 0; i < table.rows().size(); i++) {
            ProbeTable.Row row = table.rows().get(i);
            Integer place =
                    places.getOrDefault(row.image(), places.get(row.path().toString()));
            if (place != null) {
                rows.add(row);
                features.add(all[place]);
            } else if (skipped.contains(row.image())
                    || skipped.contains(row.path().toString())) {
                failures.add(new Failure(i, row.image(), "embed skipped it: see " + folder.resolve(FAILURES)));
            } else {
                missing.add(row);
            }
        }
        refuse(missing, table, all.length);
        checkFinite(rows, features);
        return new Found(rows, features.toArray(float[][]::new), failures, origin());
    }

    /** The pictures of the rows, as they were found. */
    static List<String> paths(Table metadata) throws IOException {
        metadata.column(PATH);
        int at = metadata.header().indexOf(PATH); // the first: the embedded table may have one of its own
        return metadata.rows().stream().map(row -> row.get(at)).toList();
    }

    private static Map<String, Integer> places(Table metadata, String imageColumn) throws IOException {
        Map<String, Integer> places = new HashMap<>();
        if (metadata.has(PATH)) {
            put(paths(metadata), places);
        }
        if (metadata.has(imageColumn)) {
            put(metadata.values(imageColumn), places); // the table's own names win
        }
        return places;
    }

    private static void put(List<String> names, Map<String, Integer> places) {
        for (int i = 0; i < names.size(); i++) {
            places.put(names.get(i), i);
        }
    }

    private Set<String> skipped() throws IOException {
        Set<String> skipped = new HashSet<>();
        Path file = folder.resolve(FAILURES);
        if (Files.isRegularFile(file)) {
            for (TableRow row : Table.read(file).rows()) {
                skipped.add(row.get(0));
            }
        }
        return skipped;
    }

    private void refuse(List<ProbeTable.Row> missing, ProbeTable table, int stored) throws IOException {
        if (!missing.isEmpty()) {
            throw new IOException(table.table().file() + ": expected a feature in " + folder + " (" + stored
                    + " rows) for each of its " + table.rows().size() + " rows, found none for " + missing.size() + ": "
                    + named(missing) + "; embed this table, or name its image column as there");
        }
    }

    private void checkFinite(List<ProbeTable.Row> rows, List<float[]> features) throws IOException {
        List<ProbeTable.Row> damaged = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (!Vectors.isFinite(features.get(i))) {
                damaged.add(rows.get(i));
            }
        }
        if (!damaged.isEmpty()) {
            throw new IOException(folder.resolve(EMBEDDINGS) + ": expected finite features, found NaN or infinity in "
                    + damaged.size() + " rows: " + named(damaged)
                    + "; embed them again, or take them out of the table");
        }
    }

    private static String named(List<ProbeTable.Row> rows) {
        List<String> names = rows.stream()
                .limit(NAMED)
                .map(row -> row.image() + " (line " + row.line() + ")")
                .toList();
        return String.join(", ", names) + (rows.size() > NAMED ? " and " + (rows.size() - NAMED) + " more" : "");
    }

    /** Of the embed run, or of the probe that kept its features in a folder of its own. */
    private Path record() {
        Path own = folder.resolve(RECORD);
        boolean kept = ModelFeatures.FOLDER.equals(
                String.valueOf(folder.toAbsolutePath().getFileName()));
        return Files.isRegularFile(own) || !kept ? own : folder.toAbsolutePath().resolveSibling(RECORD);
    }

    /** What the record of the run that left the folder tells: its own, or that of the probe whose features these are. */
    Origin origin() throws IOException {
        JsonNode record = read(record());
        JsonNode options = record.path("options");
        boolean embedded = record.path("command").asText().equals(EMBED);
        Map<String, String> facts = new TreeMap<>();
        if (options.path("--model").isTextual()) {
            facts.put("model", options.path("--model").textValue());
            // A probe's own --normalize comes after its features.
            facts.put(
                    ModelFeatures.FEATURE,
                    ModelFeatures.told(
                            embedded ? options.path("--feature").asText() : Tower.PROBE,
                            embedded && options.path("--normalize").asBoolean()));
            if (embedded || options.path("--transform").asText().equals("MODEL")) {
                facts.put(ModelFeatures.TRANSFORM, ModelFeatures.OWN_TRANSFORM);
            }
        }
        return new Origin(
                folder.toString(),
                Optional.ofNullable(record.path("digests").path("model").textValue()),
                facts);
    }

    private static JsonNode read(Path record) throws IOException {
        try {
            return Files.isRegularFile(record)
                    ? new ObjectMapper().readTree(record.toFile())
                    : MissingNode.getInstance();
        } catch (JsonProcessingException e) {
            throw new IOException(
                    record + ": expected the record of a run in JSON, found something else; embed the pictures again",
                    e);
        }
    }
}
