package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.panderm4j.weights.mapping.Mapping;
import org.panderm4j.weights.open.ShippedModel;

class ModelsCommandTest {
    private static JsonNode rows() throws IOException {
        return Program.run("models", "--json", "--offline").succeeds().json();
    }

    @Test
    void listsEveryModelThatHasAShortName() throws IOException {
        List<String> names = new ArrayList<>(rows().findValuesAsText("name"));
        // The one that comes with the program has tests of its own.
        names.remove(ShippedModel.NAME);
        assertThat(names)
                .containsExactly(
                        "panderm2",
                        "dermlip-panderm",
                        "dermlip-vit-b-16",
                        "make",
                        "clip-large",
                        "monet",
                        "biomedclip",
                        "panderm-large",
                        "panderm-base",
                        "dinov3-vitb16",
                        "dinov3-vitl16",
                        "dinov3-vit7b16",
                        "biomedgpt");
        assertThat(rows()).allSatisfy(row -> {
            assertThat(Mapping.families()).contains(row.get("family").textValue());
            assertThat(row.get("parameters_millions").doubleValue()).isPositive();
            assertThat(row.get("embedding").intValue()).isPositive();
            assertThat(row.get("licence").textValue()).isNotBlank();
            assertThat(row.get("cached").isBoolean()).isTrue();
        });
    }

    /** Parameters in millions: of the published sizes, from the shapes in the models' key lists. */
    @ParameterizedTest
    @CsvSource({
        "panderm2,panderm2,414.2,768",
        "make,openclip-vit,149.6,512",
        "clip-large,hf-clip,427.6,768",
        "biomedclip,biomedclip,195.9,512",
        "panderm-large,panderm-v1,303.3,1024",
        "dinov3-vitl16,dinov3,303.1,1024",
        "biomedgpt,biomedgpt,120.5,768"
    })
    void saysWhatEachIs(String name, String family, double parameters, int embedding) throws IOException {
        for (JsonNode row : rows()) {
            if (row.get("name").textValue().equals(name)) {
                assertThat(row.get("family").textValue()).isEqualTo(family);
                assertThat(row.get("parameters_millions").doubleValue()).isEqualTo(parameters);
                assertThat(row.get("embedding").intValue()).isEqualTo(embedding);
                return;
            }
        }
        throw new AssertionError(name + " is not listed");
    }

    @Test
    void tableHasALineForEach() throws IOException {
        List<String> lines = Program.run("models").succeeds().out().lines().toList();
        assertThat(lines.get(0)).contains("name", "family", "parameters (M)", "embedding", "cached", "licence");
        List<String> names = rows().findValuesAsText("name");
        assertThat(lines).hasSize(1 + names.size());
        for (int i = 0; i < names.size(); i++) {
            assertThat(lines.get(i + 1)).startsWith(names.get(i) + " ");
        }
    }
}
