package org.panderm4j.nn.engine.samediff;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.Batch.Images;
import org.panderm4j.nn.engine.Batch.Texts;
import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.Tower;

/** A batch as the placeholders of a tower's graph, in native memory until closed. */
final class Inputs implements AutoCloseable {
    private final Map<String, INDArray> arrays = new LinkedHashMap<>();

    private Inputs() {}

    /**
     * Copies a batch into native memory.
     *
     * @throws IllegalArgumentException when it does not fit the tower
     */
    static Inputs of(Batch batch, Tower tower) {
        Inputs inputs = new Inputs();
        if (batch instanceof Images images && tower.stem() instanceof PatchStem stem) {
            inputs.putImages(images, stem);
        } else if (batch instanceof Texts texts && tower.stem() instanceof TokenStem stem) {
            inputs.putTexts(texts, stem);
        } else {
            throw new IllegalArgumentException(
                    tower.stem() instanceof PatchStem ? "this tower takes pictures" : "this tower takes texts");
        }
        return inputs;
    }

    Map<String, INDArray> arrays() {
        return arrays;
    }

    private void putImages(Images images, PatchStem stem) {
        if (images.height() != stem.image() || images.width() != stem.image()) {
            throw new IllegalArgumentException("expected pictures of " + stem.image() + " x " + stem.image()
                    + " pixels, found " + images.height() + " x " + images.width());
        }
        int b = images.size();
        int size = stem.image();
        float[] pixels = new float[b * 3 * size * size];
        float[] ones = new float[b];
        for (int i = 0; i < b; i++) {
            float[] picture = images.pixels().get(i);
            System.arraycopy(picture, 0, pixels, i * picture.length, picture.length);
            ones[i] = 1;
        }
        arrays.put(TowerGraph.PIXELS, Nd4j.create(pixels, new long[] {b, 3, size, size}, 'c'));
        arrays.put(TowerGraph.ONES, Nd4j.create(ones, new long[] {b, 1}, 'c'));
        putSizes(b, stem.tokens());
    }

    private void putTexts(Texts texts, TokenStem stem) {
        int b = texts.size();
        int n = texts.length();
        if (n > stem.positions()) {
            throw new IllegalArgumentException("expected texts of at most " + stem.positions() + " tokens, found " + n);
        }
        int[] ids = new int[b * n];
        int[] places = new int[b * n];
        float[] mask = new float[b * n];
        float[] scoreMask = new float[b * n];
        for (int i = 0; i < b * n; i++) {
            ids[i] = checked(texts.ids()[i / n][i % n], stem);
            places[i] = i % n;
            boolean real = ids[i] != stem.padding();
            mask[i] = real ? 1 : 0;
            // The lowest float, as the reference adds it: after softmax the probability is exactly 0.
            scoreMask[i] = real ? 0 : -Float.MAX_VALUE;
        }
        arrays.put(TowerGraph.IDS, Nd4j.createFromArray(ids));
        arrays.put(TowerGraph.PLACES, Nd4j.createFromArray(places));
        arrays.put(TowerGraph.MASK, Nd4j.create(mask, new long[] {(long) b * n, 1}, 'c'));
        arrays.put(TowerGraph.SCORE_MASK, Nd4j.create(scoreMask, new long[] {b, 1, 1, n}, 'c'));
        putSizes(b, n);
    }

    private static int checked(int id, TokenStem stem) {
        if (id < 0 || id >= stem.vocabulary()) {
            throw new IllegalArgumentException(
                    "expected token ids from 0 to " + (stem.vocabulary() - 1) + ", found " + id);
        }
        return id;
    }

    private void putSizes(long b, long n) {
        arrays.put(TowerGraph.SIZES, Nd4j.createFromArray(b, n));
    }

    @Override
    public void close() {
        arrays.values().forEach(INDArray::close);
    }
}
