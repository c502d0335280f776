package org.panderm4j.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.panderm4j.data.image.Mode;
import org.panderm4j.data.image.Picture;
import org.panderm4j.data.transform.ColorOrder;
import org.panderm4j.data.transform.ImageTransform;
import org.panderm4j.data.transform.PreprocessConfig;
import org.panderm4j.weights.store.Preprocessing;

class TransformsTest {
    private static ImageTransform of(String name, ColorOrder order) {
        return Transforms.of(Preprocessing.named(name, 224), order);
    }

    @Test
    void nothingOfADescriptionIsLost() {
        assertThat(of("openai", ColorOrder.SOURCE_MODE).config()).isEqualTo(PreprocessConfig.OPENAI_224);
        assertThat(of("probe", ColorOrder.RGB_FIRST).config()).isEqualTo(PreprocessConfig.PROBE);
    }

    /** Resized in its own mode, what is transparent has no weight; converted before, it has. */
    @Test
    void transparencyCountsUnlessThePictureIsConvertedFirst() {
        byte[] rgba = new byte[448 * 448 * 4];
        for (int i = 0; i < rgba.length; i += 4) {
            boolean opaque = i / 4 % 448 % 2 == 0;
            rgba[i] = (byte) (opaque ? 200 : 0);
            rgba[i + 3] = (byte) (opaque ? 255 : 0);
        }
        Picture stripes = Picture.of(Mode.RGBA, 448, 448, rgba);
        assertThat(red(of("inception-squash", ColorOrder.SOURCE_MODE), stripes)).isBetween(190, 210);
        assertThat(red(of("inception-squash", ColorOrder.RGB_FIRST), stripes)).isBetween(90, 110);
    }

    private static int red(ImageTransform transform, Picture picture) {
        return transform.apply(picture).rgb()[3 * (112 * 224 + 112)] & 0xFF;
    }
}
