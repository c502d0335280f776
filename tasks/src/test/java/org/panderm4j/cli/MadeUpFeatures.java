package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.panderm4j.data.npy.Npy;

/** A table and the features of its pictures, as {@code panderm embed} leaves them, without any picture. */
final class MadeUpFeatures {
    static final int WIDTH = 12;
    private static final List<String> SITES = List.of("arm", "leg", "head");

    private final Path folder;
    private final int classes;
    private final int rows;
    final float[][] features;
    final int[] labels;

    /** Rows whose classes lie apart, half of them to train on, some to validate, the rest to test. */
    MadeUpFeatures(Path folder, int classes, int rows, double distance) throws IOException {
        this.folder = folder;
        this.classes = classes;
        this.rows = rows;
        this.features = new float[rows][WIDTH];
        this.labels = new int[rows];
        Random random = new Random(classes);
        double[][] centres = new double[classes][WIDTH];
        for (double[] centre : centres) {
            Arrays.setAll(centre, j -> distance * random.nextGaussian());
        }
        for (int i = 0; i < rows; i++) {
            labels[i] = i % classes;
            for (int j = 0; j < WIDTH; j++) {
                features[i][j] = (float) (centres[labels[i]][j] + random.nextGaussian());
            }
        }
        write();
    }

    /** Writes the embed folder anew, after a change. */
    void write() throws IOException {
        List<String> lines = new ArrayList<>(List.of("row,path,file"));
        for (int i = 0; i < rows; i++) {
            lines.add(i + "," + "elsewhere/" + name(i) + "," + name(i));
        }
        Given.lines(embeddings().resolve("metadata.csv"), lines.toArray(String[]::new));
        float[] flat = new float[rows * WIDTH];
        for (int i = 0; i < rows; i++) {
            System.arraycopy(features[i], 0, flat, i * WIDTH, WIDTH);
        }
        Npy.write(embeddings().resolve("embeddings.npy"), flat, rows, WIDTH);
    }

    Path embeddings() {
        return folder.resolve("embedded");
    }

    static String name(int row) {
        return "p" + row + ".png";
    }

    static String split(int row) {
        return row % 10 < 5 ? "train" : row % 10 < 6 ? "val" : "test";
    }

    /** The lines of the table, its header first: file, label, split, patient, site, age. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of("file,label,split,patient,site,age"));
        for (int i = 0; i < rows; i++) {
            lines.add(String.join(
                    ",",
                    name(i),
                    Integer.toString(labels[i]),
                    split(i / classes),
                    "patient " + i / classes,
                    SITES.get(i % 3),
                    i % 7 == 0 ? "" : Integer.toString(20 + i % 50)));
        }
        return lines;
    }

    Path table() throws IOException {
        return table(lines());
    }

    Path table(List<String> lines) throws IOException {
        return Given.lines(folder.resolve("table.csv"), lines.toArray(String[]::new));
    }
}
