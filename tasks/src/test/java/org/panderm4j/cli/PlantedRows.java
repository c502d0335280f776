package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.panderm4j.data.npy.Npy;

/** Unit rows that are sums of a few of some directions: what a sparse autoencoder is to find again. */
record PlantedRows(int rows, int width, int directions, long seed) {
    float[] values() {
        Random random = new Random(seed);
        double[][] basis = new double[directions][width];
        for (double[] one : basis) {
            for (int k = 0; k < width; k++) {
                one[k] = random.nextGaussian();
            }
        }
        float[] values = new float[rows * width];
        for (int i = 0; i < rows; i++) {
            double[] row = new double[width];
            for (int some = 0; some < 2; some++) {
                double[] direction = basis[random.nextInt(directions)];
                double amount = 0.5 + random.nextDouble();
                for (int k = 0; k < width; k++) {
                    row[k] += amount * direction[k];
                }
            }
            double square = 0;
            for (double one : row) {
                square += one * one;
            }
            for (int k = 0; k < width; k++) {
                values[i * width + k] = (float) (row[k] / Math.sqrt(square));
            }
        }
        return values;
    }

    Path write(Path file) throws IOException {
        Npy.write(file, values(), rows, width);
        return file;
    }
}
