package org.panderm4j.demo;

import java.util.ArrayList;
import java.util.List;
import org.panderm4j.data.image.Pixels;
import org.panderm4j.data.random.RandomStreams;
import org.panderm4j.data.synth.DemoWorld;
import org.panderm4j.data.synth.WorldOptions;
import org.panderm4j.data.synth.lesion.Diagnosis;
import org.panderm4j.data.synth.lesion.Lesion;
import org.panderm4j.data.synth.lesion.View;

/**
 * The pictures of the tour: one of each lesion of a world of its own, half of them clinical, half dermoscopic, all diagnoses
 * alike often. Pictures are drawn when they are asked for, on any thread.
 */
public final class Cases {
    private final DemoWorld world;
    private final List<Case> all;

    private Cases(DemoWorld world, List<Case> all) {
        this.world = world;
        this.all = List.copyOf(all);
    }

    /**
     * A world that no training has seen.
     *
     * @param seed of the tour; the world's own seed is drawn from it, so that it is none that a person would type
     * @param count at least 1
     */
    static Cases of(long seed, int count) {
        DemoWorld world = DemoWorld.of(
                new WorldOptions(new RandomStreams(seed).stream("demo world").nextLong(), count));
        View[] views = View.values();
        int diagnoses = Diagnosis.values().length;
        List<Case> all = new ArrayList<>();
        for (Lesion lesion : world.lesions()) {
            // Each diagnosis comes once in every few lesions; all of such a group are seen the same way.
            View view = views[lesion.number() / diagnoses % views.length];
            all.add(new Case(lesion, view, world.captions(lesion, view).get(0)));
        }
        return new Cases(world, all);
    }

    public int size() {
        return all.size();
    }

    public Case get(int index) {
        return all.get(index);
    }

    /** In order. */
    public List<Case> all() {
        return all;
    }

    /** (size, size, 3). */
    Pixels draw(int index, int size) {
        Case one = all.get(index);
        return world.picture(one.lesion(), one.view(), size);
    }

    List<String> captions() {
        return all.stream().map(Case::caption).toList();
    }

    /** Numbers of the diagnoses. */
    int[] labels() {
        return all.stream().mapToInt(one -> one.lesion().diagnosis().label()).toArray();
    }
}
