package org.panderm4j.data.synth.draw;

import java.util.List;
import org.panderm4j.data.image.Pixels;
import org.panderm4j.data.random.RandomStreams;
import org.panderm4j.data.synth.lesion.Lesion;
import org.panderm4j.data.synth.lesion.View;

/** Draws pictures of lesions. */
public final class Painter {
    private static final int SMALLEST = 16;

    /** From the skin up to the lens; ink and ruler lie on the skin, hair over both. */
    private static final List<Layer> LAYERS = List.of(
            new Skin(),
            new Pigment(),
            new Honeycomb(),
            new FurtherColours(),
            new Veil(),
            new Dots(),
            new Branches(),
            new Flakes(),
            new Ulceration(),
            new Relief(),
            new Marker(),
            new Ruler(),
            new Hairs(),
            new Optics());

    private final RandomStreams streams;

    /**
     * @param streams of the world; the names used begin with {@code draw}
     */
    public Painter(RandomStreams streams) {
        this.streams = streams;
    }

    /**
     * One picture. The same arguments give the same bytes, on any thread.
     *
     * @param size width and height in pixels, at least 16
     */
    public Pixels draw(Lesion lesion, View view, int size) {
        Scene scene = scene(lesion, view, size);
        Canvas canvas = new Canvas(size);
        for (Layer layer : LAYERS) {
            layer.draw(scene, canvas);
        }
        return canvas.pixels();
    }

    /**
     * Where the lesion is in the picture of {@link #draw}: 0 outside to 1 inside, row by row; shades in between where
     * its border is soft.
     */
    public float[] mask(Lesion lesion, View view, int size) {
        Scene scene = scene(lesion, view, size);
        float[] mask = new float[scene.pixels()];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = scene.outline().inside(i);
        }
        return mask;
    }

    private Scene scene(Lesion lesion, View view, int size) {
        if (size < SMALLEST) {
            throw new IllegalArgumentException(
                    "expected a picture size of at least " + SMALLEST + " pixels, found " + size);
        }
        return new Scene(lesion, view, size, streams);
    }
}
