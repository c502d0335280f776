package org.panderm4j.data.synth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.data.synth.lesion.Artefact;
import org.panderm4j.data.synth.lesion.Colour;
import org.panderm4j.data.synth.lesion.Diagnosis;
import org.panderm4j.data.synth.lesion.Lesion;
import org.panderm4j.data.synth.lesion.Patient;
import org.panderm4j.data.synth.lesion.Split;
import org.panderm4j.data.synth.lesion.View;

class DemoWorldTest {
    private static final int MANY = 4000;

    @ParameterizedTest
    @ValueSource(longs = {0, 7, -1, Long.MIN_VALUE})
    void isTheSameFromTheSameSeed(long seed) {
        WorldOptions options = new WorldOptions(seed, 200);
        assertThat(DemoWorld.of(options).lesions())
                .isEqualTo(DemoWorld.of(options).lesions());
        assertThat(DemoWorld.of(new WorldOptions(seed + 1, 200)).lesions())
                .isNotEqualTo(DemoWorld.of(options).lesions());
    }

    @Test
    void longerWorldsBeginLikeShorterOnes() {
        assertThat(DemoWorld.of(new WorldOptions(3, 500)).lesions().subList(0, 100))
                .isEqualTo(DemoWorld.of(new WorldOptions(3, 100)).lesions());
    }

    @Test
    void diagnosesAreBalanced() {
        Map<Diagnosis, Long> counts = DemoWorld.of(new WorldOptions(5, 800)).lesions().stream()
                .collect(Collectors.groupingBy(Lesion::diagnosis, Collectors.counting()));
        assertThat(counts).hasSize(8);
        assertThat(counts.values()).containsOnly(100L);
    }

    @Test
    void patientsKeepTheirLesionsTogether() {
        DemoWorld world = DemoWorld.of(new WorldOptions(5, MANY));
        Map<Integer, Patient> known = new HashMap<>();
        Map<Integer, Integer> lesions = new HashMap<>();
        for (Lesion lesion : world.lesions()) {
            Patient patient = lesion.patient();
            assertThat(known.computeIfAbsent(patient.number(), number -> patient))
                    .isEqualTo(patient);
            lesions.merge(patient.number(), 1, Integer::sum);
        }
        assertThat(lesions.values()).allMatch(count -> count >= 1 && count <= 4);
        assertThat(Set.copyOf(lesions.values())).containsExactlyInAnyOrder(1, 2, 3, 4);
        assertThat(world.patients()).hasSize(known.size());
    }

    @Test
    void splitsArePartsOfThePatients() {
        DemoWorld world = DemoWorld.of(new WorldOptions(5, MANY));
        Map<Split, Set<Patient>> patients = new EnumMap<>(Split.class);
        int lesions = 0;
        for (Split split : Split.values()) {
            List<Lesion> part = world.lesions(split);
            lesions += part.size();
            patients.put(split, part.stream().map(Lesion::patient).collect(Collectors.toSet()));
        }
        assertThat(lesions).isEqualTo(MANY);
        int all = world.patients().size();
        assertThat(patients.values().stream().mapToInt(Set::size).sum()).isEqualTo(all);
        assertThat((double) patients.get(Split.TRAIN).size() / all).isCloseTo(0.7, within(0.02));
        assertThat((double) patients.get(Split.VAL).size() / all).isCloseTo(0.15, within(0.02));
        assertThat((double) patients.get(Split.TEST).size() / all).isCloseTo(0.15, within(0.02));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.5, 1})
    void artefactsAreAsFrequentAsAskedFor(double share) {
        WorldOptions options = new WorldOptions(9, MANY);
        for (Artefact artefact : Artefact.values()) {
            options = options.withArtefact(artefact, share);
        }
        List<Lesion> lesions = DemoWorld.of(options.withBlurred(share)).lesions();
        for (Artefact artefact : Artefact.values()) {
            assertThat(share(lesions, lesion -> lesion.attributes().artefacts().contains(artefact)))
                    .isCloseTo(share, within(0.04));
        }
        for (View view : View.values()) {
            assertThat(share(lesions, lesion -> lesion.blurred().contains(view)))
                    .isCloseTo(share, within(0.04));
        }
    }

    @Test
    void artefactsCanFollowTheDiagnosis() {
        DemoWorld biased = DemoWorld.of(new WorldOptions(9, 80))
                .with(lesion -> lesion.with(Artefact.HAIR, lesion.diagnosis() == Diagnosis.MELANOMA));
        assertThat(biased.lesions())
                .allMatch(lesion -> lesion.attributes().artefacts().contains(Artefact.HAIR)
                        == (lesion.diagnosis() == Diagnosis.MELANOMA));
    }

    @Test
    void ambiguousLesionsLookLikeAnotherDiagnosis() {
        double dark = darkNevi(new WorldOptions(9, MANY).withAmbiguous(1));
        assertThat(dark).isGreaterThan(0.6);
        assertThat(darkNevi(new WorldOptions(9, MANY).withAmbiguous(0))).isZero();
    }

    /** Share of nevi that are partly black: melanomas are. */
    private static double darkNevi(WorldOptions options) {
        List<Lesion> nevi = DemoWorld.of(options).lesions().stream()
                .filter(lesion -> lesion.diagnosis() == Diagnosis.NEVUS)
                .toList();
        return share(nevi, lesion -> lesion.attributes().colours().contains(Colour.BLACK));
    }

    private static double share(List<Lesion> lesions, Predicate<Lesion> what) {
        return (double) lesions.stream().filter(what).count() / lesions.size();
    }

    @Test
    void refusesWhatIsNoShareAndNoWorld() {
        assertThatThrownBy(() -> new WorldOptions(1, 0)).hasMessageContaining("at least 1 lesion, found 0");
        assertThatThrownBy(() -> new WorldOptions(1, 1).withArtefact(Artefact.INK, 1.5))
                .hasMessageContaining("ink")
                .hasMessageContaining("1.5");
        assertThatThrownBy(() -> new WorldOptions(1, 1).withBlurred(Double.NaN)).hasMessageContaining("NaN");
    }
}
