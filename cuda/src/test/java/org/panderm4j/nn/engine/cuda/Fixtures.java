package org.panderm4j.nn.engine.cuda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What towers give out for drawn weights and batches, computed on a CPU; see README.md beside the files. */
final class Fixtures {
    /** Values of an output between blocks that are kept at most. */
    private static final int MOST = 2000;

    private Fixtures() {}

    static String file(String tower, String output) {
        return tower.replace('/', '-') + "." + output + ".f32";
    }

    /**
     * Float32 values, big-endian.
     *
     * @throws IllegalStateException when there is no such file
     */
    static double[] read(String tower, String output) {
        String name = "fixtures/" + file(tower, output);
        try (InputStream in = Fixtures.class.getResourceAsStream(name)) {
            ByteBuffer bytes = ByteBuffer.wrap(Optional.ofNullable(in)
                    .orElseThrow(() -> new IllegalStateException("expected the file " + name + " on the class path"))
                    .readAllBytes());
            double[] values = new double[bytes.remaining() / Float.BYTES];
            for (int i = 0; i < values.length; i++) {
                values[i] = bytes.getFloat();
            }
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path folder, String tower, String output, double... values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        for (double value : values) {
            bytes.putFloat((float) value);
        }
        Files.write(folder.resolve(file(tower, output)), bytes.array());
    }

    /** Values of an array evenly spread over it; an odd step, so that they are not all of a few columns. */
    static double[] sample(double... values) {
        int step = (values.length + MOST - 1) / MOST | 1;
        double[] sample = new double[(values.length + step - 1) / step];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = values[i * step];
        }
        return sample;
    }
}
