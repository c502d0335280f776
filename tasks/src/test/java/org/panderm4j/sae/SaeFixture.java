package org.panderm4j.sae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.panderm4j.data.golden.GoldenCases;
import org.panderm4j.data.npy.Npy;
import org.panderm4j.nn.sae.Rows;
import org.panderm4j.nn.sae.SaeDesign;
import org.panderm4j.nn.sae.SaeNetwork;
import org.panderm4j.nn.sae.SaeWeights;
import org.panderm4j.nn.sae.Sparsity;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.nn.train.Parameter;
import org.panderm4j.nn.train.optimizer.Adam;

/** The recorded numbers of the reference's sparse autoencoder, and what they are compared with. */
record SaeFixture(Path folder, JsonNode meta) {
    /** Of an array's largest value. */
    static final double TOLERANCE = 2e-5;

    private static final String FAMILY = "sae";

    static SaeFixture read() throws IOException {
        List<Path> found = GoldenCases.folder(FAMILY);
        assertThat(found).as("folder " + FAMILY + " in " + GoldenCases.roots()).isNotEmpty();
        Path folder = found.get(0);
        return new SaeFixture(
                folder, new ObjectMapper().readTree(folder.resolve("meta.json").toFile()));
    }

    int batch() {
        return meta.get("batch_size").intValue();
    }

    double lambda() {
        return meta.get("l1_coefficient").doubleValue();
    }

    /** The name of a tensor in file names. */
    static String file(String tensor) {
        return tensor.replace("._", "_");
    }

    float[] floats(String name) throws IOException {
        return Npy.read(folder.resolve(name + ".npy")).floats();
    }

    double[] doubles(String name) throws IOException {
        return Npy.read(folder.resolve(name + ".npy")).doubles();
    }

    int[] ints(String name) throws IOException {
        return Arrays.stream(Npy.read(folder.resolve(name + ".npy")).longs())
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    /** Row by row. */
    int[][] table(String name) throws IOException {
        int rows = Npy.read(folder.resolve(name + ".npy")).dim(0);
        int[] all = ints(name);
        int width = all.length / rows;
        int[][] table = new int[rows][];
        for (int i = 0; i < rows; i++) {
            table[i] = Arrays.copyOfRange(all, i * width, (i + 1) * width);
        }
        return table;
    }

    SaeWeights weights(String prefix) throws IOException {
        SaeDesign design = new SaeDesign(
                meta.get("n_input_features").intValue(),
                meta.get("n_learned_features").intValue(),
                new Sparsity.L1());
        return new SaeWeights(
                design,
                floats(prefix + "_tied_bias"),
                floats(prefix + "_encoder_weight"),
                floats(prefix + "_encoder_bias"),
                floats(prefix + "_decoder_weight"),
                0);
    }

    Matrix x() throws IOException {
        return new Matrix(floats("x"), meta.get("n_input_features").intValue());
    }

    /** Rows in memory. */
    record Matrix(float[] values, int width) implements Rows {
        @Override
        public int count() {
            return values.length / width;
        }

        @Override
        public void read(int[] rows, int from, int length, FloatBuffer target) {
            for (int i = 0; i < length; i++) {
                target.put(target.position() + i * width, values, rows[from + i] * width, width);
            }
        }

        /** Some rows, directly. */
        FloatBuffer rows(int... rows) {
            FloatBuffer buffer = direct(rows.length * width);
            read(rows, 0, rows.length, buffer);
            return buffer;
        }
    }

    static FloatBuffer direct(int count) {
        return ByteBuffer.allocateDirect(count * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    static float[] copy(FloatBuffer buffer) {
        float[] values = new float[buffer.remaining()];
        buffer.duplicate().get(values);
        return values;
    }

    /** Against an array of a file, within the tolerance of its largest value. */
    void check(String file, float[] found) throws IOException {
        check(file, found, doubles(file));
    }

    static void check(String what, float[] found, double[] expected) {
        assertThat(found).as(what).hasSameSizeAs(expected);
        double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        for (int i = 0; i < found.length; i++) {
            assertThat((double) found[i]).as("%s %d", what, i).isCloseTo(expected[i], within(TOLERANCE * largest));
        }
    }

    static void check(String what, double found, double expected) {
        assertThat(found).as(what).isCloseTo(expected, within(TOLERANCE * Math.abs(expected)));
    }

    /** All four tensors. */
    void checkParameters(String prefix, SaeNetwork network) throws IOException {
        for (Parameter parameter : network.parameters().list()) {
            check(prefix + "_" + file(parameter.name()), copy(parameter.value()));
        }
    }

    void checkMoments(String prefix, Adam adam) throws IOException {
        for (String name : SaeWeights.names()) {
            check(
                    prefix + "_exp_avg_" + file(name),
                    copy(adam.state().get(Adam.FIRST + name).values()));
            check(
                    prefix + "_exp_avg_sq_" + file(name),
                    copy(adam.state().get(Adam.SECOND + name).values()));
        }
    }

    /** Recorded moments, as the optimiser takes them back. */
    Weights moments(String prefix, SaeNetwork network) throws IOException {
        Map<String, float[]> values = new LinkedHashMap<>();
        Map<String, long[]> shapes = new LinkedHashMap<>();
        for (Parameter parameter : network.parameters().list()) {
            values.put(Adam.FIRST + parameter.name(), floats(prefix + "_exp_avg_" + file(parameter.name())));
            values.put(Adam.SECOND + parameter.name(), floats(prefix + "_exp_avg_sq_" + file(parameter.name())));
            shapes.put(Adam.FIRST + parameter.name(), parameter.shape());
            shapes.put(Adam.SECOND + parameter.name(), parameter.shape());
        }
        return new Weights() {
            @Override
            public Set<String> names() {
                return values.keySet();
            }

            @Override
            public long[] shape(String name) {
                return shapes.get(name);
            }

            @Override
            public void copy(String name, FloatBuffer target) {
                target.put(values.get(name));
            }
        };
    }
}
