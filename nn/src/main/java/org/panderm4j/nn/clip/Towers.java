package org.panderm4j.nn.clip;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.nn.tower.ParameterShapes;
import org.panderm4j.nn.tower.Tower;

/**
 * The towers of a model: one over pictures, and for a vision-language model one over texts, whose {@code embedding} heads share
 * one space (CLIP, Radford et al. 2021).
 *
 * @param image the image tower; its parameters lie under {@link #IMAGE}
 * @param text the text tower, if the model has one; its parameters lie under {@link #TEXT}
 * @param bias whether a learned bias is added to the logits, {@link #LOGIT_BIAS}
 */
public record Towers(Tower image, Optional<Tower> text, boolean bias) {
    /** Prefix of the image tower's parameters. */
    public static final String IMAGE = "image.";

    /** Prefix of the text tower's parameters. */
    public static final String TEXT = "text.";

    /** Name of the scalar whose exponential multiplies cosines. */
    public static final String LOGIT_SCALE = "logit_scale";

    /** Name of the scalar added to the logits. */
    public static final String LOGIT_BIAS = "logit_bias";

    public Towers {
        int ours = image.outputWidth(Tower.EMBEDDING);
        int theirs = text.map(tower -> tower.outputWidth(Tower.EMBEDDING)).orElse(ours);
        if (ours != theirs) {
            throw new IllegalArgumentException("expected both towers to end in one space, found image embeddings of "
                    + ours + " and text embeddings of " + theirs + " values");
        }
        if (bias && text.isEmpty()) {
            throw new IllegalArgumentException("a bias of logits without a text tower has nothing to be added to");
        }
    }

    /** A vision-only model. */
    public static Towers of(Tower image) {
        return new Towers(image, Optional.empty(), false);
    }

    /** Names and shapes of everything the towers learn, with their prefixes, and of the logits' scalars. */
    public Map<String, long[]> parameterShapes() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        ParameterShapes.of(image).forEach((name, shape) -> shapes.put(IMAGE + name, shape));
        text.ifPresent(tower -> {
            ParameterShapes.of(tower).forEach((name, shape) -> shapes.put(TEXT + name, shape));
            shapes.put(LOGIT_SCALE, new long[0]);
        });
        if (bias) {
            shapes.put(LOGIT_BIAS, new long[0]);
        }
        return shapes;
    }

    /** Length of the embeddings. */
    public int embedding() {
        return image.outputWidth(Tower.EMBEDDING);
    }
}
