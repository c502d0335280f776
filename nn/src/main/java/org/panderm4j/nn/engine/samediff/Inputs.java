package org.panderm4j.nn.engine.samediff;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.Batch.Images;
import org.panderm4j.nn.engine.Batch.Texts;
import org.panderm4j.nn.engine.BatchCheck;
import org.panderm4j.nn.graph.RotaryTable;
import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.tower.Attention.Mask;
import org.panderm4j.nn.tower.Head.Pooling;
import org.panderm4j.nn.tower.Positions;
import org.panderm4j.nn.tower.Stem.JointStem;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.TextEnd;
import org.panderm4j.nn.tower.Tower;

/** A batch as the placeholders of a tower's graph, in native memory until closed. */
public final class Inputs implements AutoCloseable {
    private final Map<String, INDArray> arrays = new LinkedHashMap<>();
    private final Tower tower;

    private Inputs(Tower tower) {
        this.tower = tower;
    }

    /**
     * Copies a batch into native memory.
     *
     * @throws IllegalArgumentException when it does not fit the tower
     */
    public static Inputs of(Batch batch, Tower tower) {
        BatchCheck.require(batch, tower);
        Inputs inputs = new Inputs(tower);
        if (batch instanceof Images images && tower.stem() instanceof PatchStem stem) {
            inputs.putImages(images, stem);
        } else if (batch instanceof Texts texts && tower.stem() instanceof TokenStem stem) {
            inputs.putTexts(texts, stem);
        } else {
            JointInputs.put(inputs, batch, (JointStem) tower.stem());
        }
        return inputs;
    }

    public Map<String, INDArray> arrays() {
        return arrays;
    }

    private void putImages(Images images, PatchStem stem) {
        int b = images.size();
        int gy = images.height() / stem.patch();
        int gx = images.width() / stem.patch();
        float[] ones = new float[b];
        Arrays.fill(ones, 1);
        putPixels(images);
        put(TowerGraph.ONES, ones, b, 1);
        putSizes(TowerGraph.CUT, b, 3, gy, stem.patch(), gx, stem.patch());
        putSizes(TowerGraph.PATCH_SIZES, b, (long) gy * gx);
        putSizes(TowerGraph.SIZES, b, stem.leading() + (long) gy * gx);
        if (stem.positions() instanceof Positions.Rotary rotary && tower.rotaryWidth() > 0) {
            putRotary(new RotaryTable(rotary.base(), gy, gx), stem.leading());
        }
    }

    void putPixels(Images images) {
        int b = images.size();
        long values = 3L * b * images.height() * images.width();
        if (values > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("expected a batch of at most " + Integer.MAX_VALUE + " values, found "
                    + values + "; use a smaller batch size");
        }
        float[] pixels = new float[(int) values];
        for (int i = 0; i < b; i++) {
            float[] picture = images.pixels().get(i);
            System.arraycopy(picture, 0, pixels, i * picture.length, picture.length);
        }
        put(TowerGraph.PIXELS, pixels, b, 3, images.height(), images.width());
    }

    private void putRotary(RotaryTable table, int leading) {
        int c = tower.rotaryWidth();
        int n = leading + table.patches();
        put(TowerGraph.COSINES, table.cosines(c, leading), 1, 1, n, c);
        put(TowerGraph.SINES, table.sines(c, leading), 1, 1, n, c);
    }

    private void putTexts(Texts texts, TokenStem stem) {
        int b = texts.size();
        int n = texts.length();
        int[] ids = new int[b * n];
        int[] places = new int[b * n];
        for (int i = 0; i < b * n; i++) {
            ids[i] = texts.ids()[i / n][i % n];
            places[i] = i % n;
        }
        arrays.put(TowerGraph.IDS, Nd4j.createFromArray(ids));
        arrays.put(TowerGraph.PLACES, Nd4j.createFromArray(places));
        putSizes(TowerGraph.SIZES, b, n);
        if (stem.end() instanceof TextEnd.Padding padding) {
            boolean[] real = new boolean[b * n];
            for (int i = 0; i < b * n; i++) {
                real[i] = ids[i] != padding.id();
            }
            putPadding(real, b, n);
        }
        if (tower.pools(Pooling.END)) {
            putEnds(texts, stem.end());
        }
        if (tower.hides(Mask.CAUSAL)) {
            putCausal(n);
        }
    }

    /** Hides all tokens but the real ones, [b, n]. */
    void putPadding(boolean[] real, int b, int n) {
        float[] mask = new float[b * n];
        float[] scoreMask = new float[b * n];
        for (int i = 0; i < b * n; i++) {
            mask[i] = real[i] ? 1 : 0;
            // The lowest float, as the reference adds it: after softmax the probability is exactly 0.
            scoreMask[i] = real[i] ? 0 : -Float.MAX_VALUE;
        }
        put(TowerGraph.MASK, mask, (long) b * n, 1);
        put(TowerGraph.SCORE_MASK, scoreMask, b, 1, 1, n);
    }

    private void putEnds(Texts texts, TextEnd end) {
        int n = texts.length();
        float[] ends = new float[texts.size() * n];
        for (int i = 0; i < texts.size(); i++) {
            ends[i * n + end.length(texts.ids()[i]) - 1] = 1;
        }
        put(TowerGraph.ENDS, ends, ends.length, 1);
    }

    private void putCausal(int n) {
        float[] mask = new float[n * n];
        for (int query = 0; query < n; query++) {
            for (int key = query + 1; key < n; key++) {
                mask[query * n + key] = -Float.MAX_VALUE;
            }
        }
        put(TowerGraph.CAUSAL_MASK, mask, 1, 1, n, n);
    }

    private void put(String name, float[] values, long... shape) {
        arrays.put(name, Nd4j.create(values, shape, 'c'));
    }

    void putSizes(String name, long... sizes) {
        arrays.put(name, Nd4j.createFromArray(sizes));
    }

    @Override
    public void close() {
        arrays.values().forEach(INDArray::close);
    }
}
