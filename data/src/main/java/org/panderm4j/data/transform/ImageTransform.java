package org.panderm4j.data.transform;

import java.io.IOException;
import java.nio.file.Path;
import org.panderm4j.data.image.ImageDecoder;
import org.panderm4j.data.image.Picture;
import org.panderm4j.data.image.Pixels;
import org.panderm4j.data.resample.Scratch;
import org.panderm4j.data.resample.Sizing;

/** Resize, centre crop, RGB, normalise: the evaluation transform of a model. Immutable; safe in any number of threads. */
public final class ImageTransform {
    private final PreprocessConfig config;
    private final ColorOrder order;
    private final Normalizer normalizer;

    public ImageTransform(PreprocessConfig config, ColorOrder order) {
        this.config = config;
        this.order = order;
        this.normalizer = new Normalizer(config.mean(), config.std());
    }

    public PreprocessConfig config() {
        return config;
    }

    /**
     * The picture at the model's size, before normalising.
     *
     * @throws IllegalArgumentException when its proportions are so extreme (a line of millions of pixels) that no array
     *     can hold what the resize needs
     */
    public Pixels apply(Picture picture) {
        return apply(picture, new Scratch());
    }

    /** The same with working memory that the caller keeps from picture to picture, one a thread. */
    public Pixels apply(Picture picture, Scratch scratch) {
        Picture source = order.beforeResize(picture);
        Geometry geometry = Geometry.of(config, source.width(), source.height());
        int left = Math.max(geometry.left(), 0);
        int top = Math.max(geometry.top(), 0);
        Sizing sizing = new Sizing(
                geometry.width(),
                geometry.height(),
                left,
                top,
                Math.min(geometry.width(), config.width()),
                Math.min(geometry.height(), config.height()));
        Picture resized = ModeResizer.resize(source, sizing, geometry.filter(), scratch);
        return Border.add(
                        resized,
                        left - geometry.left(),
                        top - geometry.top(),
                        config.width(),
                        config.height(),
                        geometry.fill())
                .toRgb();
    }

    /** Decodes a file and brings it to the model's size, in working memory that a thread keeps from picture to picture. */
    public Pixels load(Path file, PictureBuffers buffers) throws IOException {
        return apply(ImageDecoder.decode(file, buffers.decoded()), buffers.resize());
    }

    /** Normalised values (3, height, width). */
    public float[] normalize(Pixels pixels) {
        float[] values = new float[pixels.rgb().length];
        normalize(pixels, values, 0);
        return values;
    }

    /** The same into a batch, from {@code values[offset]} on. */
    public void normalize(Pixels pixels, float[] values, int offset) {
        normalizer.apply(pixels.rgb(), values, offset);
    }
}
