package org.panderm4j.model;

import java.nio.file.Path;
import java.util.Locale;
import org.panderm4j.data.resample.Filter;
import org.panderm4j.data.transform.ColorOrder;
import org.panderm4j.data.transform.ImageTransform;
import org.panderm4j.data.transform.PreprocessConfig;
import org.panderm4j.data.transform.ResizeMode;
import org.panderm4j.weights.store.ModelDescription;
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

    /**
     * The transform of a model's evaluations.
     *
     * @param file of the model, for messages
     * @throws IllegalArgumentException when it does not give the size that the network was built for
     */
    public static ImageTransform of(ModelDescription description, Path file) {
        Preprocessing preprocessing = description.preprocessing();
        PictureSize.of(description.towers().image().stem())
                .require(preprocessing.height(), preprocessing.width(), file);
        // What embeds pictures alone is only ever probed.
        ColorOrder order = description.text().isPresent() ? ColorOrder.SOURCE_MODE : ColorOrder.RGB_FIRST;
        return of(preprocessing, order);
    }

    /**
     * The transform of the linear probe, the same for every model: RGB first, the shorter side bilinear to 8/7 of the network's (256
     * for 224), the middle of it.
     */
    public static ImageTransform probe(ModelDescription description) {
        int side = PictureSize.of(description.towers().image().stem()).side();
        int shorter = side * PreprocessConfig.PROBE.resize() / PreprocessConfig.PROBE.width();
        return new ImageTransform(PreprocessConfig.probe(shorter, side), ColorOrder.RGB_FIRST);
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
