package org.panderm4j.weights.open;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.weights.mapping.Mapping;

class ShortNameTest {
    static List<ShortName> all() {
        return ShortName.all();
    }

    @Test
    void theNamesAreThoseThatAreDocumented() {
        assertThat(all())
                .extracting(ShortName::name)
                .containsExactlyInAnyOrder(
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
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyLineIsWhole(ShortName line) {
        assertThat(Mapping.families()).contains(line.family());
        assertThat(line.parameters()).isBetween(80.0, 7000.0);
        assertThat(line.embedding()).isIn(512, 768, 1024, 4096);
        assertThat(line.licence()).isNotBlank();
        assertThat(line.hub().isPresent()).isEqualTo(!line.name().matches("panderm-(large|base)"));
    }
}
