package org.panderm4j.weights.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreprocessingTest {
    private static Preprocessing of(String json) throws IOException {
        return Preprocessing.of(new ObjectMapper().readTree(json.replace('\'', '"')), 224);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'size': null, 'mean': null, 'std': null, 'interpolation': null, 'resize_mode': null,"
                        + " 'fill_color': null, 'mode': null}",
                "{'mode': 'RGB', 'unheard_of': 3}",
                "{'interpolation': 'random'}"
            })
    void takesTheDefaultsWhereNothingIsSaid(String json) throws IOException {
        assertThat(of(json)).isEqualTo(Preprocessing.openAi(224));
    }

    @Test
    void takesWhatIsSaid() throws IOException {
        String json = "{'size': [32, 48], 'mean': [0, 0.5, 1], 'std': [1, 2, 3], 'interpolation': 'bilinear',"
                + " 'resize_mode': 'longest', 'fill_color': 7}";
        assertThat(of(json))
                .isEqualTo(new Preprocessing(
                        32, 48, List.of(0.0, 0.5, 1.0), List.of(1.0, 2.0, 3.0), "bilinear", "longest", 7, 32));
        assertThat(of("{'size': 336}")).isEqualTo(Preprocessing.openAi(336));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{'size': '224'}; size",
                "{'size': 224.5}; size",
                "{'size': [224]}; size",
                "{'size': [224, 224, 3]}; size",
                "{'size': [224, '224']}; size",
                "{'size': 0}; size",
                "{'mean': 0.5}; mean",
                "{'mean': [0.5, 0.5]}; mean",
                "{'mean': ['a', 'b', 'c']}; mean",
                "{'std': 'imagenet'}; std",
                "{'std': [1, 1, 0]}; deviations",
                "{'interpolation': 'lanczos'}; lanczos",
                "{'interpolation': 3}; interpolation",
                "{'resize_mode': 'fit'}; fit",
                "{'fill_color': 'white'}; fill_color",
                "{'mode': 'L'}; mode"
            })
    void refusesWhatItDoesNotUnderstand(String json, String named) {
        assertThatThrownBy(() -> of(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }
}
