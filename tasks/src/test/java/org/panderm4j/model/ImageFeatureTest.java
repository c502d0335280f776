package org.panderm4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.nn.tower.Head;
import org.panderm4j.nn.tower.Projection;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.verify.GoldenModels;
import org.panderm4j.verify.GoldenModels.Container;
import org.panderm4j.weights.mapping.Mapping;
import org.panderm4j.weights.open.ShortName;

/** The table of what the benchmarks read, against the networks that it speaks of. */
class ImageFeatureTest {
    private static final String POOLED = ".pooled";

    static List<Container> containers() throws IOException {
        return GoldenModels.all();
    }

    private static Optional<ImageFeature> find(String family, String benchmark) {
        return ImageFeature.all().stream()
                .filter(one -> one.family().equals(family) && one.benchmark().equals(benchmark))
                .findFirst();
    }

    @ParameterizedTest
    @MethodSource("containers")
    void agreesWithTheImageTower(Container container) throws IOException {
        try (DermModel model = container.open()) {
            Tower tower = model.description().towers().image();
            String family = model.description().family();
            List<ImageFeature> lines = ImageFeature.all().stream()
                    .filter(one -> one.family().equals(family))
                    .toList();
            assertThat(lines).isNotEmpty().allSatisfy(line -> {
                boolean pooled = line.output().endsWith(POOLED);
                Head head = tower.head(line.output().replace(POOLED, ""));
                boolean projected = !pooled && !(head.projection() instanceof Projection.None);
                assertThat(line.projected()).as("%s", line).isEqualTo(projected);
            });
            assertThat(find(family, ImageFeature.ZERO_SHOT).isPresent())
                    .as("zero-shot line of %s", family)
                    .isEqualTo(model.description().towers().text().isPresent());
            boolean finetune = tower.heads().containsKey(Tower.FINETUNE);
            assertThat(find(family, ImageFeature.FINETUNE).isPresent()).isEqualTo(finetune);
        }
    }

    @Test
    void everyFamilyHasALinearProbe() {
        assertThat(Mapping.families())
                .isNotEmpty()
                .allSatisfy(family -> assertThat(ImageFeature.of(family, ImageFeature.LINEAR_PROBE)
                                .output())
                        .isNotBlank());
        assertThat(ShortName.all())
                .isNotEmpty()
                .allSatisfy(model -> assertThat(find(model.family(), ImageFeature.LINEAR_PROBE))
                        .isPresent());
    }

    @Test
    void everyLineIsOfAKnownFamilyAndBenchmarkAndStandsOnce() {
        Set<String> seen = new HashSet<>();
        assertThat(ImageFeature.all()).allSatisfy(line -> {
            assertThat(Mapping.families()).contains(line.family());
            assertThat(line.benchmark()).isIn(ImageFeature.ZERO_SHOT, ImageFeature.LINEAR_PROBE, ImageFeature.FINETUNE);
            assertThat(seen.add(line.family() + " " + line.benchmark()))
                    .as("%s", line)
                    .isTrue();
        });
    }

    /** Cosines need unit vectors; of the probes, BiomedCLIP's alone was given such. */
    @Test
    void onlyZeroShotAndTheProbeOfBiomedClipReadUnitVectors() {
        assertThat(ImageFeature.all()).allSatisfy(line -> {
            boolean zeroShot = line.benchmark().equals(ImageFeature.ZERO_SHOT);
            boolean probe = line.benchmark().equals(ImageFeature.LINEAR_PROBE)
                    && line.family().equals("biomedclip");
            assertThat(line.unit()).as("%s", line).isEqualTo(zeroShot || probe);
        });
    }

    @Test
    void namesABenchmarkThatReadsNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageFeature.of("dinov3", ImageFeature.ZERO_SHOT))
                .withMessageContainingAll("zero-shot", "dinov3");
    }
}
