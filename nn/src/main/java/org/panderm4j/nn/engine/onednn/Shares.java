package org.panderm4j.nn.engine.onednn;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.panderm4j.nn.tower.Head.Pooling;
import org.panderm4j.nn.tower.Stem;
import org.panderm4j.nn.tower.Stem.JointStem;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;

/** What each token contributes to the pooled vector of its sequence: the rows of a matrix that pools. */
final class Shares implements Step {
    private final Pooling pooling;
    private final Stem stem;
    private final Segment segment;
    private final int first;
    private final Location target;

    /**
     * @param first the segment's first sequence in its part
     * @param target [count, 1, length] float32
     */
    Shares(Pooling pooling, Stem stem, Segment segment, int first, Location target) {
        this.pooling = pooling;
        this.stem = stem;
        this.segment = segment;
        this.first = first;
        this.target = target;
    }

    @Override
    public void run(Call call) {
        FloatBuffer shares = call.floats(target, segment.tokens());
        float[] row = new float[segment.length()];
        for (int i = 0; i < segment.count(); i++) {
            Arrays.fill(row, 0);
            fill(call.part(), first + i, row);
            shares.put(row);
        }
    }

    private void fill(Part part, int sequence, float[] row) {
        switch (pooling) {
            case END -> row[((TokenStem) stem).end().length(part.ids().get(sequence)) - 1] = 1;
            case MASKED_MEAN -> mean(part, sequence, 0, row.length, row);
            case MEAN_OF_PATCHES -> mean(part, sequence, patches(), lastPatch(row.length), row);
            case CLASS, FIRST_OF_TEXT ->
                throw new IllegalStateException("expected a pooling of several tokens, found " + pooling);
        }
    }

    private int patches() {
        return stem instanceof PatchStem patches ? patches.leading() : 0;
    }

    private int lastPatch(int length) {
        return stem instanceof JointStem joint ? joint.imageTokens() : length;
    }

    /** Over the real tokens; without any it is 0 / 0, as in the reference. */
    private void mean(Part part, int sequence, int from, int to, float... row) {
        int count = 0;
        for (int i = from; i < to; i++) {
            row[i] = Reality.isReal(stem, part, sequence, i) ? 1 : 0;
            count += (int) row[i];
        }
        for (int i = from; i < to; i++) {
            row[i] /= count;
        }
    }
}
