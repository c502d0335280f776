package org.panderm4j.model;

import java.util.Locale;
import org.panderm4j.data.resample.Filter;
import org.panderm4j.data.transform.ColorOrder;
import org.panderm4j.data.transform.ImageTransform;
import org.panderm4j.data.transform.PreprocessConfig;
import org.panderm4j.data.transform.ResizeMode;
import org.panderm4j.weights.store.Preprocessing;

/** From what a model's description says of its pictures to the transform that does it. */
public final class Transforms {
    private Transforms() {}

    /**
     * The transform of the evaluations.
     *
     * @param order when a picture becomes RGB: the reference's scoring against texts resizes in the file's own mode, its probes
     *     convert first
     */
    public static ImageTransform of(Preprocessing preprocessing, ColorOrder order) {
        return new ImageTransform(config(preprocessing), order);
    }

    private static PreprocessConfig config(Preprocessing preprocessing) {
        return new PreprocessConfig(
                preprocessing.height(),
                preprocessing.width(),
                preprocessing.mean(),
                preprocessing.std(),
                Filter.valueOf(preprocessing.interpolation().toUpperCase(Locale.ROOT)),
                ResizeMode.of(preprocessing.resizeMode()),
                preprocessing.fillColor(),
                preprocessing.resize());
    }
}
