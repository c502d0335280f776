package org.panderm4j.nn.reference;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.nn.tower.Norm;
import org.panderm4j.nn.tower.Positions;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.TextEnd;

/** One picture or one row of ids as tokens. */
final class DoubleStem {
    private final DoubleLayers layers;

    DoubleStem(DoubleLayers layers) {
        this.layers = layers;
    }

    /** Also puts the patch vectors and what is made of them among the outputs. */
    DoubleSequence image(float[] picture, int height, int width, PatchStem stem, Map<String, double[][]> outputs) {
        int rows = height / stem.patch();
        int columns = width / stem.patch();
        double[][] cut = new double[rows * columns][];
        for (int patch = 0; patch < cut.length; patch++) {
            cut[patch] = cut(picture, height, width, patch / columns, patch % columns, stem.patch());
        }
        double[][] patches = layers.linear(cut, "stem.patch", stem.width(), stem.bias());
        outputs.put("patches", patches);
        double[][] tokens = new double[stem.leading() + patches.length][];
        tokens[0] = layers.get("stem.class").clone();
        for (int i = 0; i < stem.registers(); i++) {
            tokens[1 + i] = row("stem.registers", i, stem.width());
        }
        for (int i = 0; i < patches.length; i++) {
            tokens[stem.leading() + i] = patches[i].clone();
        }
        double base = 0;
        if (stem.positions() instanceof Positions.Rotary rotary) {
            base = rotary.base();
        } else {
            addRows(tokens, "stem.positions");
        }
        outputs.put("sequence", Arrays.stream(tokens).map(double[]::clone).toArray(double[][]::new));
        boolean[] real = new boolean[tokens.length];
        Arrays.fill(real, true);
        return new DoubleSequence(normalised(tokens, stem.norm()), real, -1, stem.leading(), rows, columns, base);
    }

    /** Values of one patch: channels, rows, columns. */
    private static double[] cut(float[] picture, int height, int width, int row, int column, int p) {
        double[] values = new double[3 * p * p];
        int next = 0;
        for (int channel = 0; channel < 3; channel++) {
            for (int y = row * p; y < (row + 1) * p; y++) {
                for (int x = column * p; x < (column + 1) * p; x++) {
                    values[next++] = picture[(channel * height + y) * width + x];
                }
            }
        }
        return values;
    }

    DoubleSequence text(int[] ids, TokenStem stem) {
        double[][] tokens = new double[ids.length][];
        boolean[] real = new boolean[ids.length];
        for (int i = 0; i < ids.length; i++) {
            tokens[i] = row("stem.tokens", ids[i], stem.width());
            real[i] = !(stem.end() instanceof TextEnd.Padding padding && padding.id() == ids[i]);
        }
        addRows(tokens, "stem.positions");
        if (stem.types() > 0) {
            DoubleLayers.add(tokens, row("stem.types", 0, stem.width()), 0);
        }
        return new DoubleSequence(normalised(tokens, stem.norm()), real, end(ids, stem.end()), 0, 0, 0, 0);
    }

    private static int end(int[] ids, TextEnd end) {
        List<Integer> boxed = Arrays.stream(ids).boxed().toList();
        if (end instanceof TextEnd.LargestId) {
            return boxed.indexOf(Arrays.stream(ids).max().orElseThrow());
        }
        return end instanceof TextEnd.FirstId first ? Math.max(0, boxed.indexOf(first.id())) : -1;
    }

    private double[] row(String table, int index, int d) {
        return Arrays.copyOfRange(layers.get(table), index * d, (index + 1) * d);
    }

    private void addRows(double[][] tokens, String table) {
        for (int i = 0; i < tokens.length; i++) {
            DoubleLayers.add(new double[][] {tokens[i]}, row(table, i, tokens[i].length), 0);
        }
    }

    private double[][] normalised(double[][] tokens, Optional<Norm> norm) {
        return norm.isPresent() ? layers.norm(tokens, "stem.norm", norm.get().eps()) : tokens;
    }
}
