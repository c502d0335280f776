package org.panderm4j.cbm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.panderm4j.data.golden.GoldenCases;
import org.panderm4j.data.npy.Npy;
import org.panderm4j.data.npy.NpyArray;
import org.panderm4j.data.table.Table;
import org.panderm4j.nn.engine.Tensor;
import org.panderm4j.nn.linear.SparseRows;

/** A folder of what the reference's concept bottleneck scripts have computed. */
record CbmFixture(Path folder, JsonNode meta) {
    private static final String FAMILY = "cbm";
    private static final String META = "meta.json";

    /** All there are: the family's folder itself, and folders in it. */
    static List<CbmFixture> all() throws IOException {
        List<Path> folders = Stream.concat(GoldenCases.folder(FAMILY).stream(), GoldenCases.cases(FAMILY).stream())
                .filter(folder -> Files.exists(folder.resolve(META)))
                .toList();
        List<CbmFixture> fixtures = new ArrayList<>();
        for (Path folder : folders) {
            fixtures.add(new CbmFixture(
                    folder, new ObjectMapper().readTree(folder.resolve(META).toFile())));
        }
        return fixtures;
    }

    float[][] rows(String name) throws IOException {
        NpyArray array = Npy.read(folder.resolve(name));
        return new Tensor(array.floats(), array.shape()).rows();
    }

    SparseRows sparse(String name) throws IOException {
        return SparseRows.of(rows(name));
    }

    double[] doubles(String name) throws IOException {
        return Npy.read(folder.resolve(name)).doubles();
    }

    /** Rows of a matrix in double precision. */
    double[][] matrix(String name) throws IOException {
        NpyArray array = Npy.read(folder.resolve(name));
        double[] all = array.doubles();
        double[][] rows = new double[array.dim(0)][array.dim(1)];
        for (int i = 0; i < all.length; i++) {
            rows[i / array.dim(1)][i % array.dim(1)] = all[i];
        }
        return rows;
    }

    /** Columns of the dictionary, [m][n]. */
    float[][] vectors() throws IOException {
        float[][] rows = rows("dictionary.npy");
        float[][] vectors = new float[rows[0].length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                vectors[j][i] = rows[i][j];
            }
        }
        return vectors;
    }

    /** Of a table's column by its place; a negative one counts from the end. */
    int[] labels(String table, int place) throws IOException {
        Table read = Table.read(folder.resolve(table));
        int column = Math.floorMod(place, read.header().size());
        return read.rows().stream()
                .mapToInt(row -> Integer.parseInt(row.get(column)))
                .toArray();
    }

    static int[] ints(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false)
                .mapToInt(JsonNode::intValue)
                .toArray();
    }

    static double[] doubles(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false)
                .mapToDouble(JsonNode::doubleValue)
                .toArray();
    }

    static List<String> texts(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
