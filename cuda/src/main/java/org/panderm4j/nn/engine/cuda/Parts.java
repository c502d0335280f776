package org.panderm4j.nn.engine.cuda;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.Batch.Images;
import org.panderm4j.nn.engine.Batch.Texts;
import org.panderm4j.nn.tower.Attention.Mask;
import org.panderm4j.nn.tower.Head.Pooling;
import org.panderm4j.nn.tower.Stem.JointStem;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.Tower;

/**
 * Cuts a batch into parts that are computed one after the other: none of more tokens than there is memory for, and texts sorted
 * by length, so that those of one part have little padding. The lengths of parts are rounded up to a few values, since something
 * is recorded for each.
 */
final class Parts {
    /** Lengths of texts are multiples of this, unless the texts are shorter. */
    private static final int STEP = 8;

    private final Tower tower;

    Parts(Tower tower) {
        this.tower = tower;
    }

    /**
     * @param batch that fits the tower
     * @param outputs asked for
     * @param tokens most in a part, unless a single sequence has more
     */
    List<Part> of(Batch batch, List<String> outputs, int tokens) {
        if (tower.stem() instanceof JointStem stem) {
            return batch instanceof Batch.Joint joint
                    ? joint(joint.images(), joint.texts(), stem, outputs, tokens)
                    : joint((Images) batch, Texts.prompts(batch.size(), stem), stem, outputs, tokens);
        }
        return batch instanceof Images images
                ? pictures(images, (PatchStem) tower.stem(), outputs, tokens)
                : texts((Texts) batch, (TokenStem) tower.stem(), outputs, tokens);
    }

    private static List<Part> pictures(Images images, PatchStem stem, List<String> outputs, int tokens) {
        int rows = images.height() / stem.patch();
        int columns = images.width() / stem.patch();
        int n = stem.leading() + rows * columns;
        return evenly(images.size(), n, tokens)
                .map(range -> new Part(
                        new Shape(range.size(), n, rows, columns, outputs),
                        range.origins(),
                        images.pixels().subList(range.from(), range.to()),
                        List.of()))
                .toList();
    }

    private static List<Part> joint(Images images, Texts texts, JointStem stem, List<String> outputs, int tokens) {
        int n = stem.imageTokens() + texts.length();
        return evenly(images.size(), n, tokens)
                .map(range -> new Part(
                        new Shape(range.size(), n, stem.grid(), stem.grid(), outputs),
                        range.origins(),
                        images.pixels().subList(range.from(), range.to()),
                        List.of(texts.ids()).subList(range.from(), range.to())))
                .toList();
    }

    /** Some of a batch's sequences. */
    private record Range(int from, int to) {
        int size() {
            return to - from;
        }

        int[] origins() {
            return IntStream.range(from, to).toArray();
        }
    }

    /** As few ranges as the limit allows, of sizes as equal as can be: fewer shapes, and no last part of a single one. */
    private static Stream<Range> evenly(int count, int length, int tokens) {
        int most = Math.max(1, tokens / length);
        int ranges = (count + most - 1) / most;
        return IntStream.range(0, ranges)
                .mapToObj(i -> new Range((int) ((long) count * i / ranges), (int) ((long) count * (i + 1) / ranges)));
    }

    private List<Part> texts(Texts texts, TokenStem stem, List<String> outputs, int tokens) {
        boolean whole = !endsAreFree() || !new Outputs(tower, outputs).stay();
        int[] lengths = Arrays.stream(texts.ids())
                .mapToInt(ids -> whole ? ids.length : length(ids, stem))
                .toArray();
        int[] sorted = IntStream.range(0, lengths.length)
                .boxed()
                .sorted(Comparator.comparingInt((Integer i) -> -lengths[i]).thenComparingInt(i -> i))
                .mapToInt(i -> i)
                .toArray();
        List<Part> parts = new ArrayList<>();
        int from = 0;
        while (from < sorted.length) {
            int n = rounded(lengths[sorted[from]], texts.length());
            int to = Math.min(sorted.length, from + Math.max(1, tokens / n));
            int[] origins = Arrays.copyOfRange(sorted, from, to);
            List<int[]> ids = Arrays.stream(origins)
                    .mapToObj(i -> Arrays.copyOf(texts.ids()[i], n))
                    .toList();
            parts.add(new Part(new Shape(ids.size(), n, 0, 0, outputs), origins, List.of(), ids));
            from = to;
        }
        return parts;
    }

    /** Where a row holds nothing but padding, attention looks at all of it, so all of it is kept. */
    private static int length(int[] ids, TokenStem stem) {
        int length = stem.end().length(ids);
        return length == 0 ? ids.length : length;
    }

    private static int rounded(int length, int most) {
        return Math.min(most, (length + STEP - 1) / STEP * STEP);
    }

    /** Whether nothing behind the end of a text has an influence on any head. */
    private boolean endsAreFree() {
        return tower.blocks().stream().noneMatch(block -> block.attention().mask() == Mask.NONE)
                && tower.heads().values().stream().allMatch(head -> isFree(head.pooling()));
    }

    private static boolean isFree(Pooling pooling) {
        return pooling == Pooling.CLASS || pooling == Pooling.MASKED_MEAN || pooling == Pooling.END;
    }
}
