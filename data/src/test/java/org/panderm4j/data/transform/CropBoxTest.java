package org.panderm4j.data.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.panderm4j.data.image.Mode;
import org.panderm4j.data.image.Picture;
import org.panderm4j.data.resample.Filter;
import org.panderm4j.data.resample.Scratch;

class CropBoxTest {
    private static Picture picture(Mode mode) {
        int channels = mode.channels();
        byte[] samples = new byte[80 * 60 * channels];
        for (int i = 0; i < samples.length; i++) {
            int c = i % channels;
            int x = i / channels % 80;
            int y = i / channels / 80;
            samples[i] = (byte) ((x * x * (c + 1) + y * 7 * (c + 3) + x * y * (5 * c + 1)) >> 2);
        }
        return Picture.of(mode, 80, 60, samples);
    }

    /** The sums were made with Pillow 12.3: crop, resize by its bicubic filter, convert to RGB. */
    @ParameterizedTest
    @CsvSource({"L, 0x3CCFFB56", "RGB, 0x6A268FA1", "RGBA, 0x1418451F"})
    void aCropIsResizedAloneAsByPillow(Mode mode, String expected) {
        Picture resized = new CropBox(7, 3, 64, 51).resize(picture(mode), 40, 24, Filter.BICUBIC, new Scratch());
        CRC32 sum = new CRC32();
        sum.update(resized.toRgb().rgb());
        assertThat(sum.getValue()).isEqualTo(Long.decode(expected));
    }

    @Test
    void theRightPixelsAreTaken() {
        int[] values = {0, 1, 2, 3, 10, 11, 12, 13, 20, 21, 22, 23};
        Picture part = new CropBox(1, 1, 2, 2).of(Picture.wide(4, 3, values));
        assertThat(part.wide()).containsExactly(11, 12, 21, 22);
        Picture all = picture(Mode.L);
        assertThat(new CropBox(0, 0, 80, 60).of(all)).isSameAs(all);
    }

    @Test
    void partsOutsideOfThePictureAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CropBox(20, 0, 61, 5).of(picture(Mode.L)))
                .withMessageContaining("80 x 60");
        assertThatIllegalArgumentException().isThrownBy(() -> new CropBox(0, 1, 5, 60).of(picture(Mode.L)));
        assertThatIllegalArgumentException().isThrownBy(() -> new CropBox(0, 0, 0, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> new CropBox(-1, 0, 5, 5));
    }
}
