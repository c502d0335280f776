package org.panderm4j.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.nd4j.autodiff.samediff.SDVariable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.panderm4j.nn.backprop.GraphForm;
import org.panderm4j.nn.backprop.GraphNetwork;
import org.panderm4j.nn.graph.Style;
import org.panderm4j.weights.store.StoredWeights;

/** Attention of a token to two, 8 heads, forward and back: out of plain operations, and in one. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class PairAttentionBenchmark {
    private static final int HEADS = 8;
    private static final String QUERY = "query";
    private static final String TOKENS = "tokens";

    @Param("32")
    int batch;

    @Param({"1024", "2048"})
    int width;

    private final Map<String, float[][]> inputs = new LinkedHashMap<>();
    private float[][] gradient;
    private GraphNetwork plain;
    private GraphNetwork fused;

    @Setup
    public void prepare() {
        Random random = new Random(1);
        inputs.put(QUERY, rows(width, random));
        inputs.put(TOKENS, rows(4 * width, random));
        gradient = rows(width, random);
        plain = network(true);
        fused = network(false);
    }

    private float[][] rows(int columns, Random random) {
        float[][] rows = new float[batch][columns];
        for (float[] row : rows) {
            for (int i = 0; i < columns; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return rows;
    }

    private GraphNetwork network(boolean plainly) {
        GraphForm form = new GraphForm(
                Map.of(QUERY, width, TOKENS, 4 * width), width, Map.of(), Map.of(), (features, parameters, style) -> {
                    SDVariable tokens = features.get(TOKENS);
                    return (plainly ? Style.PLAIN : style)
                            .pairAttention(
                                    features.get(QUERY),
                                    tokens.getSameDiff().reshape(tokens, -1, 2L * width),
                                    HEADS,
                                    width / HEADS,
                                    "shares");
                });
        return GraphNetwork.open(
                form, new StoredWeights(Map.of()), Runtime.getRuntime().availableProcessors());
    }

    @TearDown
    public void close() {
        plain.close();
        fused.close();
    }

    @Benchmark
    public Map<String, float[][]> plain() {
        return run(plain);
    }

    @Benchmark
    public Map<String, float[][]> fused() {
        return run(fused);
    }

    private Map<String, float[][]> run(GraphNetwork network) {
        return network.evaluate(inputs, Set.of(QUERY, TOKENS)).backward(gradient);
    }
}
