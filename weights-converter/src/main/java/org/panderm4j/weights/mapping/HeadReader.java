package org.panderm4j.weights.mapping;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panderm4j.nn.tower.Activation;
import org.panderm4j.nn.tower.Head;
import org.panderm4j.nn.tower.Head.PooledNorm;
import org.panderm4j.nn.tower.Head.Pooling;
import org.panderm4j.nn.tower.ParameterNames;
import org.panderm4j.nn.tower.Projection;
import org.panderm4j.weights.mapping.KeyTable.HeadLine;

/**
 * The read-outs of a tower, from the head lines of its table. Their words:
 *
 * <ul>
 *   <li>{@code norm}: every token passes the final norm ({@code norm?}: unless the pooled vector alone has
 *       one)
 *   <li>a pooling: {@code class}, {@code mean-of-patches}, {@code masked-mean}, {@code end}, {@code first-of-text}, or {@code
 *       pool} for what the field {@code pooling} says
 *   <li>{@code same-norm}: the pooled vector passes the final norm, or one of its own if there are weights for it; {@code
 *       own-norm?}: one of its own if there are
 *   <li>{@code projection}: what the keys show, and there must be one ({@code projection?}: or none); {@code classifier?}: the
 *       whole head is there only if its weights are
 * </ul>
 */
final class HeadReader {
    static final String CLASS_THEN_POOLER = "class-then-pooler";

    private final TowerKeys keys;
    private final HyperParameters parameters;
    private final int width;

    HeadReader(TowerKeys keys, HyperParameters parameters, int width) {
        this.keys = keys;
        this.parameters = parameters;
        this.width = width;
    }

    Map<String, Head> read(List<HeadLine> lines, double eps) {
        Map<String, Head> heads = new LinkedHashMap<>();
        Projection projection = projection();
        for (HeadLine line : lines) {
            List<String> words = line.words();
            if (!words.contains("classifier?") || keys.hasLayer(ParameterNames.CLASSIFIER)) {
                heads.put(line.name(), head(words, eps, projection));
            }
        }
        return Collections.unmodifiableMap(heads);
    }

    private Head head(List<String> words, double eps, Projection projection) {
        boolean norm = words.contains("norm") || (words.contains("norm?") && hasNorm());
        boolean afterPool = norm && parameters.flag("norm_after_pool");
        String pooling = words.contains("pool") ? parameters.word("pooling") : pooling(words);
        return new Head(
                norm && !afterPool,
                pooling.equals(CLASS_THEN_POOLER) ? Pooling.CLASS : Words.constant(Pooling.class, "pooling", pooling),
                afterPool ? PooledNorm.SAME_WEIGHTS : pooledNorm(words),
                eps,
                pooling.equals(CLASS_THEN_POOLER),
                projection(words, projection));
    }

    /** Its place may be taken by a norm over the pooled vector. */
    private boolean hasNorm() {
        return keys.hasLayer(ParameterNames.HEAD_NORM) || !keys.hasLayer(ParameterNames.POOLED_NORM);
    }

    private static String pooling(List<String> words) {
        return words.stream()
                .filter(word -> List.of("class", "mean-of-patches", "masked-mean", "end", "first-of-text")
                        .contains(word))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no pooling among " + words));
    }

    private PooledNorm pooledNorm(List<String> words) {
        boolean own = keys.hasLayer(ParameterNames.POOLED_NORM);
        if (words.contains("same-norm")) {
            if (own) {
                warn();
            }
            return own ? PooledNorm.OWN_WEIGHTS : PooledNorm.SAME_WEIGHTS;
        }
        return words.contains("own-norm?") && own ? PooledNorm.OWN_WEIGHTS : PooledNorm.NONE;
    }

    private void warn() {
        parameters.warn("key " + keys.key(ParameterNames.POOLED_NORM + ".weight")
                + " is taken for the norm behind the pooling, where the released networks apply "
                + keys.key(ParameterNames.HEAD_NORM + ".weight"));
    }

    private Projection projection(List<String> words, Projection found) {
        if (words.contains("classifier?")) {
            return new Projection.Classifier((int) keys.shape(ParameterNames.CLASSIFIER + ".weight", 2)[0]);
        }
        if (words.contains("projection") && found instanceof Projection.None) {
            throw missing(ParameterNames.PROJECTION + ".weight");
        }
        return words.contains("projection") || words.contains("projection?") ? found : new Projection.None();
    }

    private Projection projection() {
        if (keys.hasLayer(ParameterNames.PROJECTION_FIRST) || keys.hasLayer(ParameterNames.PROJECTION_SECOND)) {
            return twoLayers();
        }
        String only = ParameterNames.PROJECTION + ".weight";
        if (keys.hasLayer(ParameterNames.PROJECTION)) {
            parameters.contradicted("projection", "linear", "key " + keys.key(only));
            int output = parameters.size("out_dim", keys.shape(only, 2)[0], keys.source(only));
            return new Projection.Linear(output, bias("projection_bias", ParameterNames.PROJECTION));
        }
        requireNone();
        parameters.note("out_dim", width, "no projection, the width");
        return new Projection.None();
    }

    /** No key of a projection is there; it is missing where one is asked for, or where its output has another width. */
    private void requireNone() {
        if (!keys.knows(ParameterNames.PROJECTION + ".weight")) {
            return;
        }
        String kind = parameters.optionalWord("projection").orElse("none");
        boolean other = parameters.optionalInteger("out_dim").orElse(width) != width;
        if (!kind.equals("none") || other) {
            throw missing(
                    kind.equals("mlp")
                            ? ParameterNames.PROJECTION_FIRST + ".weight"
                            : ParameterNames.PROJECTION + ".weight");
        }
    }

    private MappingException missing(String ours) {
        return new MappingException("tensor " + keys.key(ours) + " is missing: the tower ends in a projection");
    }

    private Projection twoLayers() {
        String first = ParameterNames.PROJECTION_FIRST + ".weight";
        String second = ParameterNames.PROJECTION_SECOND + ".weight";
        parameters.contradicted("projection", "mlp", "key " + keys.key(first));
        int hidden = parameters.note("projection_hidden", (int) keys.shape(first, 2)[0], keys.source(first));
        int output = parameters.size("out_dim", keys.shape(second, 2)[0], keys.source(second));
        return new Projection.TwoLayer(
                hidden,
                output,
                Activation.GELU,
                bias("projection_first_bias", ParameterNames.PROJECTION_FIRST),
                keys.has(ParameterNames.PROJECTION_SECOND + ".bias"));
    }

    private boolean bias(String field, String layer) {
        return parameters.needed(field, keys.has(layer + ".bias"), layer + ".bias");
    }
}
