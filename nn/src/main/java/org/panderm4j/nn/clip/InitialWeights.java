package org.panderm4j.nn.clip;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.panderm4j.nn.tower.ParameterNames;
import org.panderm4j.nn.tower.Stem.JointStem;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.nn.train.Draws;

/**
 * The parameters of towers that have learned nothing yet.
 *
 * <p>Normal deviates, biases 0, gains 1. Widths as CLIP initialises its transformers (Radford et al. 2021): attention's inputs
 * {@code d^-0.5}, what is added to the residual {@code d^-0.5 (2 L)^-0.5} for L blocks, the MLP's first layer
 * {@code (2 d)^-0.5}, projections {@code in^-0.5}; tables of tokens and types, the class token and registers 0.02 as BERT (Devlin
 * et al. 2019) and ViT have them, positions in a text 0.01. As in PanDerm, layer scale begins at 0.1, and positions in a picture are
 * sines and cosines where the width is a multiple of 4. The logits begin at a scale of 1 / 0.07, with a bias at a scale of 10 and
 * -10 (SigLIP, Zhai et al. 2023).
 *
 * <p>Each tensor has a random stream of its own, so one does not change when another is added.
 */
public final class InitialWeights implements Weights {
    private static final double LAYER_SCALE = 0.1;
    private static final String PICTURE_POSITIONS = Towers.IMAGE + ParameterNames.POSITIONS;
    private static final double LONGEST_WAVE = 10_000;

    private final Towers towers;
    private final Map<String, long[]> shapes;
    private final Draws draws;

    /**
     * @param draws asked for a stream by each tensor's name
     * @throws IllegalArgumentException for a tower over pictures and texts in one sequence, which is not trained here
     */
    public InitialWeights(Towers towers, Draws draws) {
        if (towers.image().stem() instanceof JointStem) {
            throw new IllegalArgumentException(
                    "expected towers over pictures or texts to begin anew, found one over both in one sequence");
        }
        this.towers = towers;
        this.shapes = towers.parameterShapes();
        this.draws = draws;
    }

    @Override
    public Set<String> names() {
        return shapes.keySet();
    }

    @Override
    public long[] shape(String name) {
        long[] shape = shapes.get(name);
        if (shape == null) {
            throw new IllegalArgumentException("no tensor " + name);
        }
        return shape.clone();
    }

    @Override
    public void copy(String name, FloatBuffer target) {
        long[] shape = shape(name);
        long values = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        if (name.equals(Towers.LOGIT_SCALE)) {
            target.put(start().logScale().value());
        } else if (name.equals(Towers.LOGIT_BIAS)) {
            target.put((float) start().bias());
        } else if (name.equals(PICTURE_POSITIONS) && shape[1] % 4 == 0) {
            waves((PatchStem) towers.image().stem(), target);
        } else if (isConstant(name, shape)) {
            fill(target, values, constant(name));
        } else {
            draw(target, values, deviation(name, shape), draws.stream(name));
        }
    }

    private LogitParameters start() {
        return towers.bias() ? LogitParameters.siglip() : LogitParameters.clip();
    }

    private static boolean isConstant(String name, long... shape) {
        return shape.length < 2 || name.endsWith(".bias");
    }

    private static float constant(String name) {
        if (name.endsWith("attention.scale") || name.endsWith("mlp.scale")) {
            return (float) LAYER_SCALE;
        }
        return name.endsWith(".bias") ? 0 : 1;
    }

    private double deviation(String name, long... shape) {
        double input = shape[shape.length - 1];
        if (name.endsWith(".attention.out.weight") || name.endsWith(".mlp.down.weight")) {
            Tower tower = name.startsWith(Towers.IMAGE)
                    ? towers.image()
                    : towers.text().orElseThrow();
            return 1 / Math.sqrt(2.0 * tower.width() * tower.blocks().size());
        }
        if (name.endsWith(".mlp.up.weight") || name.endsWith(".mlp.gate.weight")) {
            return 1 / Math.sqrt(2 * input);
        }
        if (name.endsWith(".weight")) {
            return 1 / Math.sqrt(input);
        }
        return name.endsWith(".positions") ? 0.01 : 0.02;
    }

    /** A quarter of the width each: sine and cosine of the row, sine and cosine of the column; none for tokens in front. */
    private static void waves(PatchStem stem, FloatBuffer target) {
        int quarter = stem.width() / 4;
        fill(target, (long) stem.leading() * stem.width(), 0);
        for (int patch = 0; patch < stem.grid() * stem.grid(); patch++) {
            for (int place : new int[] {patch / stem.grid(), patch % stem.grid()}) {
                for (int k = 0; k < quarter; k++) {
                    target.put((float) StrictMath.sin(place * StrictMath.pow(LONGEST_WAVE, -(double) k / quarter)));
                }
                for (int k = 0; k < quarter; k++) {
                    target.put((float) StrictMath.cos(place * StrictMath.pow(LONGEST_WAVE, -(double) k / quarter)));
                }
            }
        }
    }

    private static void fill(FloatBuffer target, long values, float value) {
        for (long i = 0; i < values; i++) {
            target.put(value);
        }
    }

    private static void draw(FloatBuffer target, long values, double deviation, RandomGenerator random) {
        for (long i = 0; i < values; i++) {
            target.put((float) (deviation * random.nextGaussian()));
        }
    }
}
