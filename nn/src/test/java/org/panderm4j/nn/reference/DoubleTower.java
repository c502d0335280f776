package org.panderm4j.nn.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.tower.Head;
import org.panderm4j.nn.tower.Projection;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.Tower;

/** A tower in plain loops, one sequence at a time. */
public final class DoubleTower {
    private final Tower tower;
    private final DoubleLayers layers;

    public DoubleTower(Tower tower, Map<String, double[]> weights) {
        this.tower = tower;
        this.layers = new DoubleLayers(weights);
    }

    /** Everything that the tower gives out, by the names of the graph's outputs, in C order. */
    public Map<String, double[]> run(Batch batch) {
        List<Map<String, double[][]>> each = new ArrayList<>();
        if (batch instanceof Batch.Images images) {
            images.pixels().forEach(picture -> each.add(image(picture, (PatchStem) tower.stem())));
        } else {
            for (int[] row : ((Batch.Texts) batch).ids()) {
                each.add(text(row, (TokenStem) tower.stem()));
            }
        }
        Map<String, double[]> all = new LinkedHashMap<>();
        for (String name : each.get(0).keySet()) {
            all.put(
                    name,
                    each.stream()
                            .flatMap(one -> Arrays.stream(one.get(name)))
                            .flatMapToDouble(Arrays::stream)
                            .toArray());
        }
        return all;
    }

    private Map<String, double[][]> image(float[] picture, PatchStem stem) {
        double[][] cut = new double[stem.grid() * stem.grid()][stem.patchValues()];
        for (int patch = 0; patch < cut.length; patch++) {
            for (int k = 0; k < stem.patchValues(); k++) {
                int channel = k / (stem.patch() * stem.patch());
                int y = patch / stem.grid() * stem.patch() + k / stem.patch() % stem.patch();
                int x = patch % stem.grid() * stem.patch() + k % stem.patch();
                cut[patch][k] = picture[(channel * stem.image() + y) * stem.image() + x];
            }
        }
        Map<String, double[][]> outputs = new LinkedHashMap<>();
        double[][] patches = layers.linear(cut, "stem.patch", stem.width(), stem.bias());
        outputs.put("patches", patches);
        double[][] tokens = new double[stem.tokens()][];
        tokens[0] = layers.get("stem.class").clone();
        for (int i = 1; i < tokens.length; i++) {
            tokens[i] = patches[i - 1].clone();
        }
        addRows(tokens, "stem.positions");
        boolean[] real = new boolean[tokens.length];
        Arrays.fill(real, true);
        finish(tokens, real, outputs);
        return outputs;
    }

    private Map<String, double[][]> text(int[] ids, TokenStem stem) {
        int d = stem.width();
        double[][] tokens = new double[ids.length][];
        boolean[] real = new boolean[ids.length];
        for (int i = 0; i < ids.length; i++) {
            tokens[i] = Arrays.copyOfRange(layers.get("stem.tokens"), ids[i] * d, (ids[i] + 1) * d);
            real[i] = ids[i] != stem.padding();
        }
        addRows(tokens, "stem.positions");
        DoubleLayers.add(tokens, Arrays.copyOf(layers.get("stem.types"), d), 0);
        Map<String, double[][]> outputs = new LinkedHashMap<>();
        finish(layers.norm(tokens, "stem.norm", stem.eps()), real, outputs);
        return outputs;
    }

    private void addRows(double[][] tokens, String table) {
        double[] rows = layers.get(table);
        for (int i = 0; i < tokens.length; i++) {
            for (int k = 0; k < tokens[i].length; k++) {
                tokens[i][k] += rows[i * tokens[i].length + k];
            }
        }
    }

    private void finish(double[][] stem, boolean[] real, Map<String, double[][]> outputs) {
        double[][] x = stem;
        outputs.put("stem", x);
        for (int i = 0; i < tower.blocks().size(); i++) {
            x = new DoubleBlock(layers, "blocks." + i + ".", tower.blocks().get(i)).apply(x, real);
            outputs.put("block." + i, x);
        }
        for (Map.Entry<String, Head> entry : tower.heads().entrySet()) {
            double[][] pooled = pool(x, real, entry.getValue());
            outputs.put(entry.getKey() + ".pooled", pooled);
            outputs.put(entry.getKey(), project(pooled, entry.getValue().projection()));
        }
    }

    private double[][] pool(double[][] tokens, boolean[] real, Head head) {
        double[][] x = head.tokenNorm() ? layers.norm(tokens, "head.norm", head.eps()) : tokens;
        double[] pooled = new double[tower.width()];
        int count = 0;
        for (int i = 0; i < x.length; i++) {
            boolean taken = switch (head.pooling()) {
                case CLASS -> i == 0;
                case MEAN_OF_PATCHES -> i > 0;
                case MASKED_MEAN -> real[i];
            };
            for (int k = 0; taken && k < pooled.length; k++) {
                pooled[k] += x[i][k];
            }
            count += taken ? 1 : 0;
        }
        for (int k = 0; k < pooled.length; k++) {
            pooled[k] /= count;
        }
        double[][] row = {pooled};
        return switch (head.pooledNorm()) {
            case NONE -> row;
            case SAME_WEIGHTS -> layers.norm(row, "head.norm", head.eps());
            case OWN_WEIGHTS -> layers.norm(row, "head.pooled_norm", head.eps());
        };
    }

    private double[][] project(double[][] pooled, Projection projection) {
        if (projection instanceof Projection.Linear linear) {
            return layers.linear(pooled, "head.projection", linear.output(), linear.bias());
        }
        if (projection instanceof Projection.TwoLayer two) {
            double[][] hidden = layers.linear(pooled, "head.projection.first", two.hidden(), false);
            DoubleLayers.gelu(hidden);
            return layers.linear(hidden, "head.projection.second", two.output(), false);
        }
        return pooled;
    }
}
