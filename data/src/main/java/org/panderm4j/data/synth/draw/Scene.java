package org.panderm4j.data.synth.draw;

import java.util.random.RandomGenerator;
import org.panderm4j.data.random.RandomStreams;
import org.panderm4j.data.synth.lesion.Attributes;
import org.panderm4j.data.synth.lesion.Lesion;
import org.panderm4j.data.synth.lesion.SkinTone;
import org.panderm4j.data.synth.lesion.View;

/**
 * Where every pixel of one picture lies in the lesion's own coordinates: the centre is (0, 0), the outline is about 1 away
 * from it, x runs right and y down. Both views of a lesion share these coordinates, so its outline and its parts match.
 */
final class Scene {
    private final Lesion lesion;
    private final View view;
    private final int size;
    private final RandomStreams streams;
    private final float unit;
    private final float left;
    private final float top;
    private final Outline outline;

    Scene(Lesion lesion, View view, int size, RandomStreams streams) {
        this.lesion = lesion;
        this.view = view;
        this.size = size;
        this.streams = streams;
        RandomGenerator random = ofView("frame");
        float half = reach() * (0.94f + 0.12f * random.nextFloat());
        unit = 2 * half / size;
        float play = clinical() ? 0.35f * (half - 1) : 0.1f;
        left = -half + play * (2 * random.nextFloat() - 1);
        top = -half + play * (2 * random.nextFloat() - 1);
        outline = new Outline(this);
    }

    /** Half the width of the picture. */
    private float reach() {
        return switch (attributes().diameter()) {
            case SMALL -> clinical() ? 3.1f : 1.85f;
            case MEDIUM -> clinical() ? 2.3f : 1.5f;
            case LARGE -> clinical() ? 1.75f : 1.22f;
        };
    }

    Lesion lesion() {
        return lesion;
    }

    Attributes attributes() {
        return lesion.attributes();
    }

    SkinTone skin() {
        return lesion.patient().skin();
    }

    boolean clinical() {
        return view == View.CLINICAL;
    }

    boolean blurred() {
        return lesion.blurred().contains(view);
    }

    int size() {
        return size;
    }

    int pixels() {
        return size * size;
    }

    /** Lesion units a pixel. */
    float unit() {
        return unit;
    }

    float x(int pixel) {
        return left + (pixel % size + 0.5f) * unit;
    }

    float y(int pixel) {
        int row = pixel / size;
        return top + (row + 0.5f) * unit;
    }

    /** -1 at the left edge of the picture to 1 at the right. */
    float across(int pixel) {
        return 2 * (pixel % size + 0.5f) / size - 1;
    }

    /** -1 at the upper edge of the picture to 1 at the lower. */
    float down(int pixel) {
        int row = pixel / size;
        return 2 * (row + 0.5f) / size - 1;
    }

    /** The column, in pixels, of a place. */
    float column(float x) {
        return (x - left) / unit;
    }

    /** The row, in pixels, of a place. */
    float row(float y) {
        return (y - top) / unit;
    }

    Outline outline() {
        return outline;
    }

    /** A stream that both views of the lesion share. */
    RandomGenerator shared(String name) {
        return streams.stream("draw " + name, lesion.number());
    }

    /** A stream of this view alone. */
    RandomGenerator ofView(String name) {
        return streams.stream("draw " + name + " " + view.token(), lesion.number());
    }

    /** From 0 below {@code from} to 1 above {@code to}, smoothly. */
    static float step(float from, float to, float value) {
        float t = Math.max(0, Math.min(1, (value - from) / (to - from)));
        return t * t * (3 - 2 * t);
    }
}
