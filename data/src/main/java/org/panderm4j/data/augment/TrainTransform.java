package org.panderm4j.data.augment;

import java.io.IOException;
import org.panderm4j.data.image.Picture;
import org.panderm4j.data.image.Pixels;
import org.panderm4j.data.pair.Pair;
import org.panderm4j.data.resample.Filter;
import org.panderm4j.data.resample.Scratch;
import org.panderm4j.data.transform.ColorOrder;
import org.panderm4j.data.transform.CropBox;
import org.panderm4j.data.transform.ImageTransform;
import org.panderm4j.data.transform.PictureBuffers;
import org.panderm4j.data.transform.PreprocessConfig;

/**
 * Random crop to the model's size, RGB, other random changes, normalise: what {@link ImageTransform} is in training.
 *
 * <p>A pure function of picture and draws; immutable, safe in any number of threads, so that workers may prepare pictures in any order. The
 * crop is resized bicubically whatever the config says, and its resize mode and border play no part: so it is in the reference.
 */
public final class TrainTransform {
    private static final int TURNS = 4;

    private final PreprocessConfig config;
    private final ColorOrder order;
    private final Augmentation augmentation;
    private final ImageTransform evaluation;

    /**
     * A transform for training.
     *
     * @throws IllegalArgumentException when quarter turns are asked for and the model's pictures are not square
     */
    public TrainTransform(PreprocessConfig config, ColorOrder order, Augmentation augmentation) {
        if (augmentation.turn() && config.width() != config.height()) {
            throw new IllegalArgumentException("expected square pictures for quarter turns, found a model of "
                    + config.height() + " x " + config.width());
        }
        this.config = config;
        this.order = order;
        this.augmentation = augmentation;
        this.evaluation = new ImageTransform(config, order);
    }

    /** The size and statistics of the result. */
    public PreprocessConfig config() {
        return config;
    }

    /** The picture at the model's size, before normalising. */
    public Pixels apply(Picture picture, AugmentationDraws draws, Scratch scratch) {
        Picture source = order.beforeResize(picture);
        CropBox box = draws.crop().box(source.width(), source.height(), augmentation.scale(), augmentation.ratio());
        Pixels cropped = box.resize(source, config.width(), config.height(), Filter.BICUBIC, scratch)
                .toRgb();
        Pixels placed = position(draws).of(cropped);
        recolor(placed.rgb(), draws);
        return placed;
    }

    /**
     * Decodes a pair's picture and brings it to the model's size, in working memory that a thread keeps from picture to picture.
     *
     * @throws IOException when the picture cannot be opened; the message names the pair's origin
     */
    public Pixels load(Pair pair, AugmentationDraws draws, PictureBuffers buffers) throws IOException {
        return apply(pair.decode(buffers.decoded()), draws, buffers.resize());
    }

    /** Normalised values (3, height, width) into a batch, from {@code values[offset]} on. */
    public void normalize(Pixels pixels, float[] values, int offset) {
        evaluation.normalize(pixels, values, offset);
    }

    /** Normalised values (3, height, width). */
    public float[] normalize(Pixels pixels) {
        return evaluation.normalize(pixels);
    }

    private Position position(AugmentationDraws draws) {
        return new Position(
                draws.mirror() < augmentation.mirror(),
                draws.flip() < augmentation.flip(),
                augmentation.turn() ? (int) (TURNS * draws.turn()) : 0);
    }

    /** In place: the resize has made this array, and nobody else has it. */
    private void recolor(byte[] rgb, AugmentationDraws draws) {
        if (draws.jitter() < augmentation.jitterProbability()) {
            augmentation.jitter().apply(rgb, draws.colors());
        }
        if (draws.grey() < augmentation.grey()) {
            ColorBlend.toGrey(rgb);
        }
    }
}
