package org.panderm4j.data.synth;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.panderm4j.data.image.Pixels;
import org.panderm4j.data.random.RandomStreams;
import org.panderm4j.data.synth.caption.Captions;
import org.panderm4j.data.synth.draw.Painter;
import org.panderm4j.data.synth.lesion.Lesion;
import org.panderm4j.data.synth.lesion.Patient;
import org.panderm4j.data.synth.lesion.Split;
import org.panderm4j.data.synth.lesion.View;

/**
 * A world of drawn skin lesions, in memory: lesions are values, pictures and captions are made when asked for. Any number
 * of threads may ask at once.
 */
public final class DemoWorld {
    private final List<Lesion> lesions;
    private final Painter painter;
    private final Captions captions;
    private final RandomStreams streams;

    private DemoWorld(List<Lesion> lesions, RandomStreams streams) {
        this.lesions = lesions;
        this.streams = streams;
        this.painter = new Painter(streams);
        this.captions = new Captions(streams);
    }

    /** The world that these options describe. */
    public static DemoWorld of(WorldOptions options) {
        RandomStreams streams = new RandomStreams(options.seed());
        return new DemoWorld(new Population(options, streams).lesions(), streams);
    }

    /**
     * The same world with every lesion changed, as a bias experiment needs it: hair only with one diagnosis, say.
     * Pictures, captions and tables follow.
     */
    public DemoWorld with(UnaryOperator<Lesion> change) {
        return new DemoWorld(lesions.stream().map(change).toList(), streams);
    }

    /** The part of the same world that is wanted. */
    public DemoWorld keep(Predicate<Lesion> wanted) {
        return new DemoWorld(lesions.stream().filter(wanted).toList(), streams);
    }

    /** In order of number; those of one patient stand together. */
    public List<Lesion> lesions() {
        return lesions;
    }

    /** Those of the patients of one part. */
    public List<Lesion> lesions(Split split) {
        return lesions.stream()
                .filter(lesion -> lesion.patient().split() == split)
                .toList();
    }

    /** In order of number. */
    public List<Patient> patients() {
        return lesions.stream().map(Lesion::patient).distinct().toList();
    }

    /**
     * A picture, (size, size, 3).
     *
     * @param size width and height in pixels, at least 16
     */
    public Pixels picture(Lesion lesion, View view, int size) {
        return painter.draw(lesion, view, size);
    }

    /** Where the lesion is in {@link #picture}, 0 to 1, (size, size). */
    public float[] mask(Lesion lesion, View view, int size) {
        return painter.mask(lesion, view, size);
    }

    /**
     * What can be said of a picture, {@link Captions#COUNT} texts: two of a report, one of a patient, a short one
     * that only says what it is, and one of the artefacts over the skin.
     */
    public List<String> captions(Lesion lesion, View view) {
        return captions.of(lesion, view);
    }
}
