package org.panderm4j.data.synth;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.panderm4j.data.random.Permutation;
import org.panderm4j.data.random.RandomStreams;
import org.panderm4j.data.synth.lesion.Artefact;
import org.panderm4j.data.synth.lesion.Attributes;
import org.panderm4j.data.synth.lesion.Diagnosis;
import org.panderm4j.data.synth.lesion.Lesion;
import org.panderm4j.data.synth.lesion.Patient;
import org.panderm4j.data.synth.lesion.Profile;
import org.panderm4j.data.synth.lesion.Split;
import org.panderm4j.data.synth.lesion.View;

/**
 * Makes patients with one to four lesions each. Every eight lesions in a row have the eight diagnoses once: classes are
 * balanced in any world, however small.
 */
final class Population {
    /** Of every 20 patients in a row, those who do not train: 3 to validate, 3 to test. */
    private static final int BLOCK = 20;

    private static final int HELD_OUT = 3;

    /** A second diagnosis that fits its patient worse waits for the next one. */
    private static final double WORST_FIT = 0.02;

    private final WorldOptions options;
    private final RandomStreams streams;
    private final List<Lesion> lesions = new ArrayList<>();
    private final List<Diagnosis> waiting = new ArrayList<>();
    private int patients;

    Population(WorldOptions options, RandomStreams streams) {
        this.options = options;
        this.streams = streams;
    }

    List<Lesion> lesions() {
        while (lesions.size() < options.lesions()) {
            addPatient();
        }
        return List.copyOf(lesions.subList(0, options.lesions()));
    }

    private void addPatient() {
        RandomGenerator random = streams.stream("patient", patients);
        Diagnosis first = next();
        Profile profile = Profile.of(first);
        Patient patient =
                new Patient(patients, profile.age(random), profile.sex(random), profile.skin(random), split(patients));
        patients++;
        lesions.add(lesion(patient, first));
        double more = random.nextDouble();
        int further = more < 0.45 ? 0 : more < 0.75 ? 1 : more < 0.9 ? 2 : 3;
        for (int i = 0; i < further && !waiting.isEmpty(); i++) {
            Diagnosis best = bestFit(patient);
            if (Profile.of(best).fit(patient.age(), patient.skin()) < WORST_FIT) {
                return;
            }
            waiting.remove(best);
            lesions.add(lesion(patient, best));
        }
    }

    private Diagnosis next() {
        if (waiting.isEmpty()) {
            Diagnosis[] all = Diagnosis.values();
            for (int place : Permutation.of(all.length, streams.stream("diagnoses", lesions.size()))) {
                waiting.add(all[place]);
            }
        }
        return waiting.remove(waiting.size() - 1);
    }

    private Diagnosis bestFit(Patient patient) {
        Diagnosis best = waiting.get(0);
        double bestFit = -1;
        for (Diagnosis one : waiting) {
            double fit = Profile.of(one).fit(patient.age(), patient.skin());
            if (fit > bestFit) {
                best = one;
                bestFit = fit;
            }
        }
        return best;
    }

    private Split split(int patient) {
        int place = Permutation.of(BLOCK, streams.stream("split", patient / BLOCK))[patient % BLOCK];
        if (place < HELD_OUT) {
            return Split.TEST;
        }
        return place < 2 * HELD_OUT ? Split.VAL : Split.TRAIN;
    }

    private Lesion lesion(Patient patient, Diagnosis diagnosis) {
        int number = lesions.size();
        RandomGenerator random = streams.stream("lesion", number);
        boolean ambiguous = random.nextDouble() < options.ambiguous();
        Attributes look =
                Profile.of(ambiguous ? diagnosis.lookAlike() : diagnosis).look(random);
        RandomGenerator around = streams.stream("around", number);
        for (Artefact artefact : Artefact.values()) {
            boolean present = around.nextDouble() < options.artefacts().getOrDefault(artefact, 0.0);
            look = look.withArtefact(artefact, present);
        }
        Set<View> blurred = EnumSet.noneOf(View.class);
        for (View view : View.values()) {
            if (around.nextDouble() < options.blurred()) {
                blurred.add(view);
            }
        }
        return new Lesion(number, patient, diagnosis, Profile.of(diagnosis).site(around), look, blurred);
    }
}
