package org.panderm4j.nn.fusion;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.panderm4j.nn.fusion.FusionDesign.HeadKind;
import org.panderm4j.nn.fusion.FusionDesign.Metadata;

/** A fusion network in plain loops of double precision, without dropout. */
final class DoubleFusion {
    private static final double EPS = 1e-5;

    private final FusionDesign design;
    private final Map<String, double[]> weights;
    private final boolean training;
    /** Mean and population variance of the columns before each batch norm. */
    private final Map<String, double[][]> statistics = new HashMap<>();

    DoubleFusion(FusionDesign design, Map<String, double[]> weights, boolean training) {
        this.design = design;
        this.weights = weights;
        this.training = training;
    }

    Map<String, double[][]> statistics() {
        return statistics;
    }

    /** Logits of all outputs, [b][classes]. */
    double[][] logits(Map<Modality, double[][]> inputs) {
        double[][] fused = fused(inputs);
        FusionDesign.Output first = design.outputs().get(0);
        double[][] hidden = fused;
        if (design.head() == HeadKind.MLP) {
            hidden = relu(batchNorm(linear(fused, "head.hidden", 256), "head.norm"));
        }
        double[][] logits = linear(hidden, "head.output", first.classes());
        for (FusionDesign.Output output : design.furtherOutputs()) {
            logits = beside(logits, linear(fused, "outputs." + output.name(), output.classes()));
        }
        return logits;
    }

    private double[][] fused(Map<Modality, double[][]> inputs) {
        Map<Modality, double[][]> seen = new EnumMap<>(inputs);
        int width = design.images().width();
        for (Modality picture : List.of(Modality.CLINICAL, Modality.DERMOSCOPIC)) {
            if (design.imageLayer()) {
                seen.computeIfPresent(picture, (any, x) -> linear(x, picture.word() + ".layer", width));
            }
        }
        double[][] f = seen.get(Modality.CLINICAL);
        double[][] g = seen.get(Modality.DERMOSCOPIC);
        double[][] m = metadata(seen.get(Modality.METADATA));
        double[][] context = beside(f, g);
        double[][] mixed = m;
        if (m != null && context != null && design.metadata().orElseThrow().fusing() == Fusing.CROSS_ATTENTION) {
            mixed = attending(m, context);
        }
        if (f != null && g != null && design.images().fusing() == Fusing.CROSS_ATTENTION) {
            for (int step = 0; step < design.images().depth(); step++) {
                f = sum(
                        layer(
                                "fusion.steps." + step + ".clinical",
                                f,
                                g,
                                design.images().heads()),
                        f);
                g = sum(
                        layer(
                                "fusion.steps." + step + ".dermoscopic",
                                g,
                                f,
                                design.images().heads()),
                        g);
            }
        }
        if (m == null || context == null) {
            return m == null ? beside(f, g) : m;
        }
        if (design.metadata().orElseThrow().fusing() == Fusing.CONCATENATION) {
            return beside(m, beside(f, g));
        }
        return f == null || g == null ? beside(beside(f, g), mixed) : beside(beside(g, mixed), f);
    }

    private double[][] metadata(double[][] x) {
        if (x == null) {
            return null;
        }
        Metadata metadata = design.metadata().orElseThrow();
        if (metadata.kind() == Metadata.Kind.TEXT) {
            return linear(x, "metadata.projection", design.images().width());
        }
        double[][] hidden = x;
        for (int i = 0; i < 2; i++) {
            String name = "metadata.layers." + i;
            hidden = relu(batchNorm(linear(hidden, name + ".linear", metadata.width()), name + ".norm"));
        }
        return hidden;
    }

    private double[][] attending(double[][] metadata, double[][] context) {
        double[][] m = metadata;
        int own = m[0].length;
        int wide = context[0].length;
        for (int step = 0; step < design.metadata().orElseThrow().depth(); step++) {
            String name = "metadata_fusion.steps." + step;
            double[][] x = own == wide ? m : linear(m, name + ".project_in", wide);
            double[][] y =
                    layer(name, x, context, design.metadata().orElseThrow().heads());
            m = sum(own == wide ? y : linear(y, name + ".project_out", own), m);
        }
        return m;
    }

    private double[][] layer(String name, double[][] x, double[][] context, int heads) {
        double[][] x1 = layerNorm(x, name + ".norm");
        double[][] c1 = layerNorm(context, name + ".context_norm");
        double[][] o = sum(attention(name, x1, c1, heads), x1);
        double[][] x2 = sum(x1, linear(o, name + ".out", o[0].length));
        double[][] up = linear(layerNorm(x2, name + ".mlp.norm"), name + ".mlp.up", x2[0].length);
        for (double[] row : up) {
            for (int k = 0; k < row.length; k++) {
                row[k] = row[k] * (1 + erf(row[k] / Math.sqrt(2))) / 2;
            }
        }
        return sum(x2, linear(up, name + ".mlp.down", x2[0].length));
    }

    private double[][] attention(String name, double[][] x, double[][] c, int heads) {
        int e = x[0].length;
        int d = e / heads;
        double[][] q = product(x, weights.get(name + ".query.weight"), e);
        double[][][] kv = {
            product(x, weights.get(name + ".key_value.weight"), 2 * e),
            product(c, weights.get(name + ".key_value.weight"), 2 * e)
        };
        double[][] y = new double[x.length][e];
        for (int i = 0; i < x.length; i++) {
            for (int h = 0; h < heads; h++) {
                double[] scores = new double[2];
                for (int k = h * d; k < (h + 1) * d; k++) {
                    scores[0] += q[i][k] * kv[0][i][k] / Math.sqrt(d);
                    scores[1] += q[i][k] * kv[1][i][k] / Math.sqrt(d);
                }
                double own = 1 / (1 + Math.exp(scores[1] - scores[0]));
                for (int k = h * d; k < (h + 1) * d; k++) {
                    y[i][k] = own * kv[0][i][e + k] + (1 - own) * kv[1][i][e + k];
                }
            }
        }
        return y;
    }

    private double[][] layerNorm(double[][] x, String name) {
        double[][] y = new double[x.length][];
        for (int i = 0; i < x.length; i++) {
            double[] moments = moments(x[i]);
            y[i] = scaled(x[i], name, k -> moments);
        }
        return y;
    }

    private double[][] batchNorm(double[][] x, String name) {
        double[][] moments = new double[x[0].length][];
        for (int k = 0; k < moments.length; k++) {
            int column = k;
            double[] own =
                    moments(Arrays.stream(x).mapToDouble(row -> row[column]).toArray());
            moments[k] =
                    training ? own : new double[] {weights.get(name + ".mean")[k], weights.get(name + ".variance")[k]};
            statistics.computeIfAbsent(name, any -> new double[moments.length][])[k] = own;
        }
        return Arrays.stream(x).map(row -> scaled(row, name, k -> moments[k])).toArray(double[][]::new);
    }

    /** Mean and variance of a column. */
    private interface Moments {
        double[] of(int column);
    }

    private double[] scaled(double[] row, String name, Moments moments) {
        double[] y = new double[row.length];
        for (int k = 0; k < row.length; k++) {
            double[] own = moments.of(k);
            y[k] = (row[k] - own[0]) / Math.sqrt(own[1] + EPS) * weights.get(name + ".weight")[k]
                    + weights.get(name + ".bias")[k];
        }
        return y;
    }

    private static double[] moments(double... values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double variance = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow();
        return new double[] {mean, variance};
    }

    private double[][] linear(double[][] x, String name, int out) {
        double[][] y = product(x, weights.get(name + ".weight"), out);
        for (double[] row : y) {
            for (int k = 0; k < out; k++) {
                row[k] += weights.get(name + ".bias")[k];
            }
        }
        return y;
    }

    private static double[][] product(double[][] x, double[] weight, int out) {
        int in = x[0].length;
        double[][] y = new double[x.length][out];
        for (int i = 0; i < x.length; i++) {
            for (int o = 0; o < out; o++) {
                for (int k = 0; k < in; k++) {
                    y[i][o] += x[i][k] * weight[o * in + k];
                }
            }
        }
        return y;
    }

    private static double[][] relu(double[][] x) {
        return Arrays.stream(x)
                .map(row -> Arrays.stream(row).map(value -> Math.max(0, value)).toArray())
                .toArray(double[][]::new);
    }

    private static double[][] sum(double[][] a, double[][] b) {
        double[][] sum = new double[a.length][a[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < a[i].length; k++) {
                sum[i][k] = a[i][k] + b[i][k];
            }
        }
        return sum;
    }

    /** Side by side; what is null is not there. */
    private static double[][] beside(double[][] a, double[][] b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        double[][] joined = new double[a.length][];
        for (int i = 0; i < a.length; i++) {
            joined[i] = Arrays.copyOf(a[i], a[i].length + b[i].length);
            System.arraycopy(b[i], 0, joined[i], a[i].length, b[i].length);
        }
        return joined;
    }

    /** 2 / sqrt(pi) exp(-x²) (x + 2 x³/3 + 4 x⁵/15 + ...): no term cancels another. */
    private static double erf(double x) {
        if (Math.abs(x) > 6) {
            return Math.signum(x);
        }
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }
}
