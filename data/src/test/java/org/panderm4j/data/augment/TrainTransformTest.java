package org.panderm4j.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.panderm4j.data.image.ImageDecoder;
import org.panderm4j.data.image.Mode;
import org.panderm4j.data.image.Picture;
import org.panderm4j.data.image.Pixels;
import org.panderm4j.data.pair.Pair;
import org.panderm4j.data.random.Permutation;
import org.panderm4j.data.random.RandomStreams;
import org.panderm4j.data.resample.Filter;
import org.panderm4j.data.resample.Resampler;
import org.panderm4j.data.resample.Samples;
import org.panderm4j.data.resample.Scratch;
import org.panderm4j.data.resample.Sizing;
import org.panderm4j.data.transform.ColorOrder;
import org.panderm4j.data.transform.CropBox;
import org.panderm4j.data.transform.ImageTransform;
import org.panderm4j.data.transform.PictureBuffers;
import org.panderm4j.data.transform.PreprocessConfig;
import org.panderm4j.data.transform.ResizeMode;

class TrainTransformTest {
    private static final RandomStreams STREAMS = new RandomStreams(21);
    private static final PreprocessConfig SMALL = config(32, 32);
    private static final Augmentation ALL = Augmentation.crop(new Range(0.3, 1))
            .withJitter(new ColorJitter(0.4, 0.4, 0.4, 0.1), 0.8)
            .withGrey(0.2)
            .withPositions(0.5, 0.5, true);

    private static PreprocessConfig config(int height, int width) {
        return new PreprocessConfig(
                height,
                width,
                PreprocessConfig.OPENAI_MEAN,
                PreprocessConfig.OPENAI_STD,
                Filter.BILINEAR,
                ResizeMode.SHORTEST,
                0);
    }

    private static byte[] noise(int count, RandomGenerator random) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static Picture picture(Mode mode, int width, int height) {
        RandomGenerator random = STREAMS.stream("picture", width, height);
        byte[] samples = noise(width * height * Math.max(mode.channels(), 1), random);
        return switch (mode) {
            case P -> Picture.indexed(width, height, samples, noise(3 * 256, random));
            case I ->
                Picture.wide(
                        width,
                        height,
                        random.ints((long) width * height, 0, 400).toArray());
            default -> Picture.of(mode, width, height, samples);
        };
    }

    private static AugmentationDraws draws(int row) {
        return AugmentationDraws.draw(STREAMS.stream("augment", row));
    }

    private static byte[] rgb(TrainTransform transform, Picture picture, AugmentationDraws draws) {
        return transform.apply(picture, draws, new Scratch()).rgb();
    }

    @Test
    void theReferenceIsACropResizedAlone() {
        TrainTransform transform = new TrainTransform(config(24, 40), ColorOrder.SOURCE_MODE, Augmentation.REFERENCE);
        Picture picture = picture(Mode.RGB, 90, 70);
        AugmentationDraws draws = draws(1);
        CropBox box = draws.crop().box(90, 70, new Range(0.9, 1), new Range(0.75, 4.0 / 3.0));
        assertThat(box.width() * box.height()).isBetween((int) (0.88 * 6300), 6300 - 1);
        byte[] part = new byte[3 * box.width() * box.height()];
        for (int y = 0; y < box.height(); y++) {
            int from = 3 * ((box.top() + y) * 90 + box.left());
            System.arraycopy(picture.samples(), from, part, 3 * y * box.width(), 3 * box.width());
        }
        byte[] expected = Resampler.resize(
                        new Samples(box.width(), box.height(), 3, part),
                        false,
                        Sizing.whole(40, 24),
                        Filter.BICUBIC,
                        new Scratch())
                .data();
        Pixels found = transform.apply(picture, draws, new Scratch());
        assertThat(found.width()).isEqualTo(40);
        assertThat(found.height()).isEqualTo(24);
        assertThat(found.rgb()).isEqualTo(expected);
    }

    /** Where all of a square picture is taken, training and evaluation see the same, in every mode. */
    @Test
    void aCropOfEverythingIsTheEvaluationTransform() {
        Augmentation nothing = Augmentation.crop(new Range(1, 1)).withRatio(new Range(1, 1));
        for (Mode mode : Mode.values()) {
            for (ColorOrder order : ColorOrder.values()) {
                Picture picture = picture(mode, 75, 75);
                TrainTransform train = new TrainTransform(PreprocessConfig.OPENAI_224, order, nothing);
                ImageTransform evaluation = new ImageTransform(PreprocessConfig.OPENAI_224, order);
                assertThat(rgb(train, picture, draws(2)))
                        .as("%s, %s", mode, order)
                        .isEqualTo(evaluation.apply(picture).rgb());
                assertThat(train.normalize(train.apply(picture, draws(2), new Scratch())))
                        .isEqualTo(evaluation.normalize(evaluation.apply(picture)));
            }
        }
    }

    /** Pairs in any order, with working memory that saw other pictures before, give the same bits. */
    @Test
    void anyOrderGivesTheSameBits() throws IOException {
        TrainTransform transform = new TrainTransform(SMALL, ColorOrder.SOURCE_MODE, ALL);
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            BufferedImage image = new BufferedImage(40 + 3 * i, 90 - 2 * i, BufferedImage.TYPE_INT_RGB);
            int seed = i;
            IntStream.range(0, image.getWidth() * image.getHeight())
                    .forEach(p -> image.setRGB(p % image.getWidth(), p / image.getWidth(), p * 7919 * (seed + 1)));
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(image, "png", png);
            pairs.add(new Pair(
                    "c", Optional.empty(), "row " + i, buffer -> ImageDecoder.decode(png.toByteArray(), "p", buffer)));
        }
        List<float[]> expected = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            try (PictureBuffers fresh = new PictureBuffers()) {
                expected.add(transform.normalize(transform.load(pairs.get(i), draws(i), fresh)));
            }
        }
        try (PictureBuffers kept = new PictureBuffers()) {
            for (int i : Permutation.of(pairs.size(), STREAMS.stream("order"))) {
                float[] batch = new float[5 + 3 * 32 * 32];
                transform.normalize(transform.load(pairs.get(i), draws(i), kept), batch, 5);
                assertThat(Arrays.copyOfRange(batch, 5, batch.length)).isEqualTo(expected.get(i));
            }
            Pair broken =
                    new Pair("c", Optional.empty(), "row 99", buffer -> ImageDecoder.decode(new byte[3], "p", buffer));
            assertThatIOException()
                    .isThrownBy(() -> transform.load(broken, draws(0), kept))
                    .withMessageStartingWith("row 99: p: ");
        }
    }

    /** The decoded picture may be in a buffer that is used again; it must not be changed. */
    @Test
    void thePictureItselfIsNotTouched() {
        TrainTransform transform = new TrainTransform(
                SMALL,
                ColorOrder.SOURCE_MODE,
                Augmentation.crop(new Range(1, 1))
                        .withRatio(new Range(1, 1))
                        .withJitter(new ColorJitter(0.9, 0.9, 0.9, 0.5), 1));
        Picture picture = picture(Mode.RGB, 32, 32);
        byte[] before = picture.samples().clone();
        assertThat(rgb(transform, picture, draws(3))).isNotEqualTo(before);
        assertThat(picture.samples()).isEqualTo(before);
    }

    @Test
    void oneChangeDoesNotAlterTheOthers() {
        Augmentation plain = Augmentation.crop(new Range(0.5, 1));
        TrainTransform base = new TrainTransform(SMALL, ColorOrder.SOURCE_MODE, plain);
        TrainTransform mirrored = new TrainTransform(SMALL, ColorOrder.SOURCE_MODE, plain.withPositions(1, 0, false));
        TrainTransform grey = new TrainTransform(SMALL, ColorOrder.SOURCE_MODE, plain.withGrey(1));
        Picture picture = picture(Mode.RGB, 80, 60);
        Pixels pixels = base.apply(picture, draws(4), new Scratch());
        assertThat(rgb(mirrored, picture, draws(4)))
                .isEqualTo(new Position(true, false, 0).of(pixels).rgb());
        byte[] lost = pixels.rgb().clone();
        ColorBlend.toGrey(lost);
        assertThat(rgb(grey, picture, draws(4))).isEqualTo(lost);
    }

    @Test
    void changesComeAsOftenAsTheyShould() {
        Augmentation rare =
                Augmentation.crop(new Range(1, 1)).withRatio(new Range(1, 1)).withGrey(0.2);
        TrainTransform transform = new TrainTransform(config(4, 4), ColorOrder.SOURCE_MODE, rare);
        Picture picture = picture(Mode.RGB, 4, 4);
        long changed = IntStream.range(0, 5000)
                .filter(row -> !Arrays.equals(rgb(transform, picture, draws(row)), picture.samples()))
                .count();
        assertThat(changed / 5000.0).isCloseTo(0.2, within(0.02));
    }

    @Test
    void quarterTurnsNeedSquares() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrainTransform(config(24, 40), ColorOrder.SOURCE_MODE, ALL))
                .withMessageContainingAll("square", "24 x 40");
    }
}
