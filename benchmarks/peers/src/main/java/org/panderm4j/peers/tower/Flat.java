package org.panderm4j.peers.tower;

import org.panderm4j.nn.engine.Batch;

/** A batch as the flat arrays that libraries take. */
public final class Flat {
    private Flat() {}

    /** [b, 3, H, W] in C order. */
    public static float[] pixels(Batch.Images images) {
        int picture = 3 * images.height() * images.width();
        float[] pixels = new float[Math.multiplyExact(images.size(), picture)];
        for (int i = 0; i < images.size(); i++) {
            System.arraycopy(images.pixels().get(i), 0, pixels, i * picture, picture);
        }
        return pixels;
    }

    /** [b, n] in C order. */
    public static long[] ids(Batch.Texts texts) {
        long[] ids = new long[texts.size() * texts.length()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = texts.ids()[i / texts.length()][i % texts.length()];
        }
        return ids;
    }

    /** [b, n]: 1 for tokens, 0 for padding, whose id is 0. */
    public static float[] mask(long... ids) {
        float[] mask = new float[ids.length];
        for (int i = 0; i < ids.length; i++) {
            mask[i] = ids[i] == 0 ? 0 : 1;
        }
        return mask;
    }
}
