package org.panderm4j.data.synth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.panderm4j.data.synth.caption.Captions;
import org.panderm4j.data.synth.lesion.Colour;
import org.panderm4j.data.synth.lesion.Diagnosis;
import org.panderm4j.data.synth.lesion.Lesion;
import org.panderm4j.data.synth.lesion.View;

class CaptionTest {
    /** What a word claims, as the name of an attribute. */
    private static final Map<String, String> CLAIMS = Map.ofEntries(
            Map.entry("asymmetr", "asymmetric"),
            Map.entry("uneven shape", "asymmetric"),
            Map.entry("irregular ", "border_irregular"),
            Map.entry("jagged", "border_irregular"),
            Map.entry("ill-defined", "border_ill_defined"),
            Map.entry("sharp ", "border_sharp"),
            Map.entry("atypical", "network_atypical"),
            Map.entry("arborising", "vessels_arborising"),
            Map.entry("branching", "vessels_arborising"),
            Map.entry("dotted", "vessels_dotted"),
            Map.entry("dots and globules", "globules"),
            Map.entry("veil", "blue_whitish_veil"),
            Map.entry("lacunae", "lacunae"),
            Map.entry("surface scale", "scale"),
            Map.entry("flak", "scale"),
            Map.entry("ulcer", "ulcer"),
            Map.entry("milia", "milia"),
            Map.entry("hair", "hair"),
            Map.entry("ink marking", "ink"),
            Map.entry("pen marks", "ink"),
            Map.entry("ruler", "ruler"));

    private final DemoWorld world = DemoWorld.of(new WorldOptions(21, 2500).withBlurred(0.1));

    @Test
    void everyPictureHasAsManyAsPromised() {
        for (Lesion lesion : world.lesions().subList(0, 300)) {
            for (View view : View.values()) {
                assertThat(world.captions(lesion, view))
                        .hasSize(Captions.COUNT)
                        .allMatch(caption -> caption.endsWith(".")
                                || caption.endsWith(lesion.diagnosis().word()))
                        .noneMatch(caption -> caption.contains("  ") || caption.contains(".."))
                        .isEqualTo(world.captions(lesion, view));
            }
        }
    }

    @Test
    void whatTheyClaimIsTrue() {
        Set<String> claimed = new HashSet<>();
        for (Lesion lesion : world.lesions()) {
            Map<String, Boolean> flags = lesion.attributes().flags();
            for (View view : View.values()) {
                for (String caption : world.captions(lesion, view)) {
                    String text = caption.toLowerCase(Locale.ROOT);
                    CLAIMS.forEach((word, flag) -> {
                        if (text.contains(word)) {
                            claimed.add(word);
                            assertThat(flags.get(flag)).as(caption).isTrue();
                        }
                    });
                    if (text.contains("out of focus")) {
                        assertThat(lesion.blurred()).contains(view);
                    }
                }
            }
        }
        assertThat(claimed).isEqualTo(CLAIMS.keySet());
    }

    @Test
    void networkIsNotSeenFromADistance() {
        for (Lesion lesion : world.lesions()) {
            assertThat(String.join(" ", world.captions(lesion, View.CLINICAL)))
                    .doesNotContain("network")
                    .doesNotContain("milia");
        }
    }

    @Test
    void reportsNameTheMainColourAndEveryFurtherOne() {
        for (Lesion lesion : world.lesions().subList(0, 500)) {
            for (View view : View.values()) {
                String report = world.captions(lesion, view).get(0);
                for (Colour colour : lesion.attributes().colours()) {
                    assertThat(report.toLowerCase(Locale.ROOT)).contains(colour.word());
                }
            }
        }
    }

    @Test
    void theLastNamesEveryArtefactAndNothingElse() {
        Map<String, Pattern> words = Map.of(
                "hair", Pattern.compile("hair"),
                "ink", Pattern.compile("\\bink\\b|\\bpen\\b"),
                "ruler", Pattern.compile("ruler|measuring scale"));
        int alone = 0;
        for (Lesion lesion : world.lesions()) {
            Map<String, Boolean> flags = lesion.attributes().flags();
            for (View view : View.values()) {
                String last =
                        world.captions(lesion, view).get(Captions.COUNT - 1).toLowerCase(Locale.ROOT);
                words.forEach((flag, word) ->
                        assertThat(word.matcher(last).find()).as(last).isEqualTo(flags.get(flag)));
                CLAIMS.forEach((word, flag) -> assertThat(last.contains(word) && !words.containsKey(flag))
                        .as(last)
                        .isFalse());
                alone += last.startsWith(lesion.diagnosis().word()) ? 0 : 1;
            }
        }
        assertThat(alone / 5000.0).isBetween(0.45, 0.55);
    }

    @Test
    void textsDiffer() {
        for (View view : View.values()) {
            for (int place = 0; place < 3; place++) {
                int one = place;
                List<String> texts = world.lesions().subList(0, 500).stream()
                        .map(lesion -> world.captions(lesion, view).get(one))
                        .toList();
                assertThat(new HashSet<>(texts)).hasSizeGreaterThan(480);
            }
        }
    }

    @Test
    void mostReportsNameTheDiagnosisByOneOfItsNames() {
        int named = 0;
        int others = 0;
        for (Lesion lesion : world.lesions()) {
            String report = world.captions(lesion, View.CLINICAL).get(0).toLowerCase(Locale.ROOT);
            Diagnosis diagnosis = lesion.diagnosis();
            boolean byName = report.contains(diagnosis.word());
            boolean bySynonym = diagnosis.synonyms().stream()
                    .anyMatch(synonym -> report.contains(synonym.toLowerCase(Locale.ROOT)));
            named += byName || bySynonym ? 1 : 0;
            others += bySynonym && !byName ? 1 : 0;
        }
        assertThat(named / 2500.0).isBetween(0.8, 0.95);
        assertThat(others / 2500.0).isBetween(0.08, 0.35);
    }
}
