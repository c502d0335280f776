package org.panderm4j.weights.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageProcessorTest {
    private static final Preprocessing OTHERWISE = Preprocessing.named("imagenet-squash", 224);

    private static Preprocessing of(String json) throws IOException {
        return of(json, OTHERWISE);
    }

    private static Preprocessing of(String json, Preprocessing otherwise) throws IOException {
        return ImageProcessor.read(new ObjectMapper().readTree(json.replace('\'', '"')), otherwise);
    }

    @Test
    void takesTheUsualWhereNothingIsSaid() throws IOException {
        assertThat(of("{}")).isEqualTo(OTHERWISE);
        assertThat(of("{'size': null, 'image_mean': null, 'resample': null, 'crop_size': null, 'other': 1}"))
                .isEqualTo(OTHERWISE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // The shorter side, then a crop: CLIP's, in the old and the new form.
                "{'size': 336, 'crop_size': 224, 'do_center_crop': true}; 224; 224; shortest; 336",
                "{'size': {'shortest_edge': 256}, 'crop_size': {'height': 224, 'width': 192}}; 224; 192; shortest; 256",
                "{'size': 336, 'do_center_crop': true}; 336; 336; shortest; 336",
                // To both sides at once: ViT's.
                "{'size': {'height': 32, 'width': 48}}; 32; 48; squash; 32",
                "{'size': 336}; 336; 336; squash; 336",
                "{'size': 336, 'crop_size': 224, 'do_center_crop': false}; 336; 336; squash; 336",
                "{'size': {'height': 32, 'width': 32}, 'crop_size': 32, 'do_center_crop': true}; 32; 32; squash; 32",
            })
    void readsEveryFormOfSizes(String json, int height, int width, String mode, int resize) throws IOException {
        Preprocessing found = of(json);
        assertThat(List.of(found.height(), found.width(), found.resizeMode(), found.resize()))
                .isEqualTo(List.of(height, width, mode, resize));
    }

    @Test
    void aCropAloneFollowsTheUsualResize() throws IOException {
        Preprocessing usual = Preprocessing.openAi(224);
        Preprocessing cropped = of("{'crop_size': {'height': 32, 'width': 48}}", usual);
        assertThat(List.of(cropped.height(), cropped.width(), cropped.resizeMode(), cropped.resize()))
                .isEqualTo(List.of(32, 48, "shortest", 224));
        assertThat(of("{'do_center_crop': true}", usual)).isEqualTo(usual);
        assertThatThrownBy(() -> of("{'do_center_crop': false}", usual)).hasMessageContaining("do_center_crop");
        assertThat(of("{'do_center_crop': false}")).isEqualTo(OTHERWISE);
    }

    @Test
    void readsStatisticsAndInterpolation() throws IOException {
        Preprocessing found = of("{'image_mean': [0, 0.5, 1], 'image_std': [1, 2, 3], 'resample': 3}");
        assertThat(found.mean()).containsExactly(0.0, 0.5, 1.0);
        assertThat(found.std()).containsExactly(1.0, 2.0, 3.0);
        assertThat(found.interpolation()).isEqualTo("bicubic");
        assertThat(of("{'resample': 2}").interpolation()).isEqualTo("bilinear");
    }

    @Test
    void mayLeaveNumbersAsTheyAre() throws IOException {
        Preprocessing plain = of("{'do_normalize': false, 'image_mean': [1, 1, 1]}");
        assertThat(plain.mean()).containsOnly(0.0);
        assertThat(plain.std()).containsOnly(1.0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{'size': {'shortest_edge': 256}}; do_center_crop",
                "{'size': {'shortest_edge': 256}, 'crop_size': 224, 'do_center_crop': false}; do_center_crop",
                "{'crop_size': 24}; crop_size",
                "{'size': {'height': 32, 'width': 32}, 'crop_size': 24, 'do_center_crop': true}; crop_size",
                "{'size': '224'}; size",
                "{'size': {'height': 32}}; size",
                "{'size': {'longest_edge': 32}, 'crop_size': 32}; size",
                "{'size': 0}; size",
                "{'do_resize': false}; do_resize",
                "{'do_rescale': false}; rescale",
                "{'rescale_factor': 1}; rescale_factor",
                "{'resample': 0}; resample",
                "{'resample': 'bicubic'}; resample",
                "{'image_mean': 0.5}; image_mean",
                "{'image_std': [1, 0, 1]}; deviations",
            })
    void refusesWhatItDoesNotUnderstand(String json, String named) {
        assertThatThrownBy(() -> of(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }
}
