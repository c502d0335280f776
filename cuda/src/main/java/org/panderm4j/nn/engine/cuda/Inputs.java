package org.panderm4j.nn.engine.cuda;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.panderm4j.nn.tower.Attention.Mask;
import org.panderm4j.nn.tower.Head;
import org.panderm4j.nn.tower.Head.Pooling;
import org.panderm4j.nn.tower.Stem.JointStem;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.TextEnd;
import org.panderm4j.nn.tower.Tower;

/**
 * What goes to the card for a part, in one piece: pixels or ids, which keys are seen, what each token contributes to what is
 * pooled.
 */
final class Inputs {
    private final Tower tower;
    private final Shape shape;
    private long size;
    private final long pixels;
    private final long ids;
    private final long seen;
    private final Map<Pooling, Long> poolings = new EnumMap<>(Pooling.class);

    Inputs(Tower tower, Shape shape) {
        this.tower = tower;
        this.shape = shape;
        boolean joint = tower.stem() instanceof JointStem;
        pixels = joint || tower.stem() instanceof PatchStem ? take(shape.sequences() * picture() * Float.BYTES) : -1;
        ids = joint || tower.stem() instanceof TokenStem ? take((long) words() * Integer.BYTES) : -1;
        seen = joint || tower.hides(Mask.PADDING) ? take(shape.tokens()) : -1;
        for (Head head : tower.heads().values()) {
            poolings.computeIfAbsent(
                    head.pooling(),
                    pooling -> take(
                            takesOne(pooling)
                                    ? (long) shape.sequences() * Integer.BYTES
                                    : (long) shape.tokens() * Float.BYTES));
        }
    }

    private long take(long bytes) {
        long at = size;
        size += Memory.aligned(bytes);
        return at;
    }

    /** Values of a picture. */
    private long picture() {
        if (tower.stem() instanceof JointStem joint) {
            return 3L * joint.image() * joint.image();
        }
        long p = ((PatchStem) tower.stem()).patch();
        return 3 * p * p * shape.gridRows() * shape.gridColumns();
    }

    /** Tokens in front of a text. */
    private int before() {
        return tower.stem() instanceof JointStem joint ? joint.imageTokens() : 0;
    }

    /** Ids of all texts. */
    private int words() {
        return shape.sequences() * (shape.length() - before());
    }

    /** Whether a pooling takes one token, and needs its place only. */
    static boolean takesOne(Pooling pooling) {
        return pooling == Pooling.CLASS || pooling == Pooling.END || pooling == Pooling.FIRST_OF_TEXT;
    }

    long bytes() {
        return size;
    }

    /** Where pixels [b, 3, H, W] begin. */
    long pixels() {
        return pixels;
    }

    /** Where ids, [b, n] or those behind pictures, begin. */
    long ids() {
        return ids;
    }

    /** Where bytes [b, n] begin, 0 for keys that no query sees; -1 where all are seen. */
    long seen() {
        return seen;
    }

    /** Where the shares [b, n], or the places [b], of a pooling begin. */
    long of(Pooling pooling) {
        return poolings.get(pooling);
    }

    /** Writes a part's. */
    void write(Part part, Region target) {
        if (pixels >= 0) {
            int values = Math.toIntExact(picture());
            // Many: as fast as the memory allows, by all processors.
            IntStream.range(0, shape.sequences())
                    .parallel()
                    .forEach(i -> target.bytes(pixels + (long) i * values * Float.BYTES, values * Float.BYTES)
                            .asFloatBuffer()
                            .put(part.pixels().get(i)));
        }
        if (ids >= 0) {
            IntBuffer words = target.bytes(ids, words() * Integer.BYTES).asIntBuffer();
            part.ids().forEach(words::put);
        }
        if (seen >= 0) {
            ByteBuffer bytes = target.bytes(seen, shape.tokens());
            part.ids().forEach(row -> {
                for (int place = 0; place < shape.length(); place++) {
                    bytes.put((byte) (isReal(place, row) ? 1 : 0));
                }
            });
        }
        poolings.forEach((pooling, at) -> write(pooling, part, target, at));
    }

    /** Whether the token at a place of a sequence is no padding. */
    private boolean isReal(int place, int... ids) {
        if (tower.stem() instanceof JointStem joint) {
            return place < joint.imageTokens() || ids[place - joint.imageTokens()] != joint.padding();
        }
        return !(tower.stem() instanceof TokenStem stem && stem.end() instanceof TextEnd.Padding padding)
                || ids[place] != padding.id();
    }

    private void write(Pooling pooling, Part part, Region target, long at) {
        if (takesOne(pooling)) {
            IntBuffer places =
                    target.bytes(at, shape.sequences() * Integer.BYTES).asIntBuffer();
            for (int i = 0; i < shape.sequences(); i++) {
                places.put(place(pooling, part, i));
            }
            return;
        }
        FloatBuffer shares = target.bytes(at, shape.tokens() * Float.BYTES).asFloatBuffer();
        for (int i = 0; i < shape.sequences(); i++) {
            shares.put(pooling == Pooling.MASKED_MEAN ? ofReal(part.ids(), i) : ofPatches());
        }
    }

    private int place(Pooling pooling, Part part, int sequence) {
        return switch (pooling) {
            case END -> ((TokenStem) tower.stem()).end().length(part.ids().get(sequence)) - 1;
            case FIRST_OF_TEXT -> before();
            default -> 0;
        };
    }

    /** Over the real tokens; without any it is 0 / 0, as in the reference. */
    private float[] ofReal(List<int[]> texts, int i) {
        int[] ids = texts.get(i);
        float[] shares = new float[shape.length()];
        float count = 0;
        for (int k = 0; k < shares.length; k++) {
            shares[k] = isReal(k, ids) ? 1 : 0;
            count += shares[k];
        }
        for (int k = 0; k < shares.length; k++) {
            shares[k] /= count;
        }
        return shares;
    }

    private float[] ofPatches() {
        int from = tower.stem() instanceof PatchStem stem ? stem.leading() : 0;
        int to = tower.stem() instanceof JointStem joint ? joint.imageTokens() : shape.length();
        float[] shares = new float[shape.length()];
        Arrays.fill(shares, from, to, 1f / (to - from));
        return shares;
    }
}
