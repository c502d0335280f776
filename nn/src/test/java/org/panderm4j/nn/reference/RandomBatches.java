package org.panderm4j.nn.reference;

import java.util.ArrayList;
import java.util.List;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.tower.Stem;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.TextEnd;

/** Pictures of noise and texts of random ids. */
final class RandomBatches {
    private static final int LONGEST_SIDE = 5;

    private final Draw draw;

    RandomBatches(Draw draw) {
        this.draw = draw;
    }

    Batch of(Stem stem, int size) {
        if (stem instanceof TokenStem text) {
            return texts(text, size, draw.between(1, text.positions()));
        }
        PatchStem picture = (PatchStem) stem;
        return picture.anyGrid()
                ? pictures(picture, size, draw.between(1, LONGEST_SIDE), draw.between(1, LONGEST_SIDE))
                : pictures(picture, size, picture.grid(), picture.grid());
    }

    Batch.Images pictures(PatchStem stem, int size, int rows, int columns) {
        int height = rows * stem.patch();
        int width = columns * stem.patch();
        List<float[]> pictures = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            float[] pixels = new float[3 * height * width];
            for (int k = 0; k < pixels.length; k++) {
                pixels[k] = draw.noise();
            }
            pictures.add(pixels);
        }
        return new Batch.Images(pictures, height, width);
    }

    /**
     * Where padding ends texts, their first token is real and the rest may be padding; otherwise any ids, so that an end token
     * may occur never, once or several times.
     */
    Batch.Texts texts(TokenStem stem, int size, int length) {
        int[][] ids = new int[size][length];
        for (int[] row : ids) {
            int real = draw.between(1, length);
            for (int i = 0; i < length; i++) {
                row[i] = stem.end() instanceof TextEnd.Padding padding
                        ? i < real ? other(padding.id(), stem.vocabulary()) : padding.id()
                        : draw.between(0, stem.vocabulary() - 1);
            }
        }
        return new Batch.Texts(ids);
    }

    private int other(int id, int vocabulary) {
        return (id + draw.between(1, vocabulary - 1)) % vocabulary;
    }
}
