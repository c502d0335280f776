package org.panderm4j.nn.tower;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.panderm4j.nn.tower.Head.PooledNorm;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;

/** Names and shapes of everything a tower learns, in the order in which it is used. */
public final class ParameterShapes {
    private final Map<String, long[]> shapes = new LinkedHashMap<>();
    private final long d;

    private ParameterShapes(long width) {
        d = width;
    }

    /** Shapes by the names of {@link ParameterNames}, without the tower's prefix. */
    public static Map<String, long[]> of(Tower tower) {
        ParameterShapes all = new ParameterShapes(tower.width());
        all.stem(tower.stem());
        for (int i = 0; i < tower.blocks().size(); i++) {
            all.block(ParameterNames.block(i), tower.blocks().get(i));
        }
        tower.heads().values().forEach(all::head);
        return Collections.unmodifiableMap(all.shapes);
    }

    private void stem(Stem stem) {
        if (stem instanceof PatchStem patches) {
            put(ParameterNames.PATCH_WEIGHT, d, patches.patchValues());
            if (patches.bias()) {
                put(ParameterNames.PATCH_BIAS, d);
            }
            put(ParameterNames.CLASS_TOKEN, 1, d);
            put(ParameterNames.POSITIONS, patches.tokens(), d);
        } else if (stem instanceof TokenStem tokens) {
            put(ParameterNames.TOKENS, tokens.vocabulary(), d);
            put(ParameterNames.POSITIONS, tokens.positions(), d);
            put(ParameterNames.TYPES, tokens.types(), d);
            norm(ParameterNames.STEM_NORM);
        }
    }

    private void block(String prefix, Block block) {
        norm(prefix + ParameterNames.ATTENTION_NORM);
        put(prefix + ParameterNames.QKV_WEIGHT, 3 * d, d);
        putIf(block.biases().query(), prefix + ParameterNames.QUERY_BIAS);
        putIf(block.biases().key(), prefix + ParameterNames.KEY_BIAS);
        putIf(block.biases().value(), prefix + ParameterNames.VALUE_BIAS);
        linear(prefix + ParameterNames.ATTENTION_OUT, d, d);
        putIf(block.layerScale(), prefix + ParameterNames.ATTENTION_SCALE);
        norm(prefix + ParameterNames.MLP_NORM);
        linear(prefix + ParameterNames.MLP_UP, block.hidden(), d);
        linear(prefix + ParameterNames.MLP_DOWN, d, block.hidden());
        putIf(block.layerScale(), prefix + ParameterNames.MLP_SCALE);
    }

    private void head(Head head) {
        if (head.tokenNorm() || head.pooledNorm() == PooledNorm.SAME_WEIGHTS) {
            norm(ParameterNames.HEAD_NORM);
        }
        if (head.pooledNorm() == PooledNorm.OWN_WEIGHTS) {
            norm(ParameterNames.POOLED_NORM);
        }
        if (head.projection() instanceof Projection.Linear linear) {
            put(ParameterNames.PROJECTION + ".weight", linear.output(), d);
            if (linear.bias()) {
                put(ParameterNames.PROJECTION + ".bias", linear.output());
            }
        } else if (head.projection() instanceof Projection.TwoLayer two) {
            put(ParameterNames.PROJECTION_FIRST + ".weight", two.hidden(), d);
            put(ParameterNames.PROJECTION_SECOND + ".weight", two.output(), two.hidden());
        }
    }

    private void norm(String name) {
        put(name + ".weight", d);
        put(name + ".bias", d);
    }

    private void linear(String name, long out, long in) {
        put(name + ".weight", out, in);
        put(name + ".bias", out);
    }

    private void putIf(boolean present, String name) {
        if (present) {
            put(name, d);
        }
    }

    private void put(String name, long... shape) {
        shapes.put(name, shape);
    }
}
