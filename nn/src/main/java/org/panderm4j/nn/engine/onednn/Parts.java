package org.panderm4j.nn.engine.onednn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.Batch.Images;
import org.panderm4j.nn.engine.Batch.Texts;
import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.tower.Attention.Mask;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Head;
import org.panderm4j.nn.tower.Head.Pooling;
import org.panderm4j.nn.tower.Stem.JointStem;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.TextEnd;
import org.panderm4j.nn.tower.Tower;

/**
 * Cuts a batch into parts that are encoded one after the other: none of more tokens than keeps scratch memory small, and texts
 * without the padding at their ends, those of one length beside each other.
 */
final class Parts {
    private final Tower tower;
    private final int tokens;

    /**
     * @param tokens most in a part, unless a single sequence has more
     */
    Parts(Tower tower, int tokens) {
        this.tower = tower;
        this.tokens = tokens;
    }

    /**
     * @param batch that fits the tower
     * @param outputs asked for
     */
    List<Part> of(Batch batch, List<String> outputs) {
        if (batch instanceof Texts texts) {
            return texts(texts, (TokenStem) tower.stem(), outputs);
        }
        if (tower.stem() instanceof JointStem stem) {
            return batch instanceof Batch.Joint joint
                    ? joint(joint.images(), joint.texts(), stem)
                    : joint((Images) batch, Texts.prompts(batch.size(), stem), stem);
        }
        return pictures((Images) batch, (PatchStem) tower.stem());
    }

    private List<Part> pictures(Images images, PatchStem stem) {
        int rows = images.height() / stem.patch();
        int columns = images.width() / stem.patch();
        int n = stem.leading() + rows * columns;
        return evenly(images.size(), n)
                .map(range -> new Part(
                        Form.ofPictures(range.size(), n, rows, columns),
                        range.origins(),
                        images.pixels().subList(range.from(), range.to()),
                        List.of()))
                .toList();
    }

    private List<Part> joint(Images images, Texts texts, JointStem stem) {
        int n = stem.imageTokens() + texts.length();
        return evenly(images.size(), n)
                .map(range -> {
                    List<int[]> ids = List.of(texts.ids()).subList(range.from(), range.to());
                    boolean holes = ids.stream().anyMatch(row -> contains(row, stem.padding()));
                    return new Part(
                            new Form(List.of(new Segment(range.size(), n, holes)), stem.grid(), stem.grid()),
                            range.origins(),
                            images.pixels().subList(range.from(), range.to()),
                            ids);
                })
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

    /** As few ranges as the limit allows, of sizes as equal as can be. */
    private Stream<Range> evenly(int count, int length) {
        int most = Math.max(1, tokens / length);
        int ranges = (count + most - 1) / most;
        return IntStream.range(0, ranges)
                .mapToObj(i -> new Range((int) ((long) count * i / ranges), (int) ((long) count * (i + 1) / ranges)));
    }

    private List<Part> texts(Texts texts, TokenStem stem, List<String> outputs) {
        if (!endsAreFree() || asksForTokens(outputs)) {
            return evenly(texts.size(), texts.length())
                    .map(range -> whole(texts, stem, range))
                    .toList();
        }
        List<Sentence> sentences = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            sentences.add(Sentence.of(i, texts.ids()[i], stem.end()));
        }
        sentences.sort(Comparator.comparingInt((Sentence one) -> -one.ids().length)
                .thenComparing(Sentence::holes)
                .thenComparingInt(Sentence::origin));
        return ragged(sentences);
    }

    private static Part whole(Texts texts, TokenStem stem, Range range) {
        List<int[]> ids = List.of(texts.ids()).subList(range.from(), range.to());
        boolean holes = stem.end() instanceof TextEnd.Padding padding
                && ids.stream().anyMatch(row -> contains(row, padding.id()));
        Segment segment = new Segment(range.size(), texts.length(), holes);
        return new Part(new Form(List.of(segment), 0, 0), range.origins(), List.of(), ids);
    }

    /** A text without what lies behind its end. */
    private record Sentence(int origin, int[] ids, boolean holes) {
        /** Where there is nothing but padding, attention looks at all of it, so all of it is kept. */
        static Sentence of(int origin, int[] ids, TextEnd end) {
            int length = end.length(ids);
            int[] own = length == 0 ? ids : Arrays.copyOf(ids, length);
            return new Sentence(origin, own, end instanceof TextEnd.Padding padding && contains(own, padding.id()));
        }
    }

    private List<Part> ragged(List<Sentence> sorted) {
        List<Part> parts = new ArrayList<>();
        int from = 0;
        while (from < sorted.size()) {
            int to = from;
            int taken = 0;
            do {
                taken += sorted.get(to++).ids().length;
            } while (to < sorted.size() && taken + sorted.get(to).ids().length <= tokens);
            parts.add(part(sorted.subList(from, to)));
            from = to;
        }
        return parts;
    }

    private static Part part(List<Sentence> sentences) {
        List<Segment> segments = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= sentences.size(); i++) {
            Sentence first = sentences.get(from);
            boolean same = i < sentences.size()
                    && sentences.get(i).ids().length == first.ids().length
                    && sentences.get(i).holes() == first.holes();
            if (!same) {
                segments.add(new Segment(i - from, first.ids().length, first.holes()));
                from = i;
            }
        }
        return new Part(
                new Form(segments, 0, 0),
                sentences.stream().mapToInt(Sentence::origin).toArray(),
                List.of(),
                sentences.stream().map(Sentence::ids).toList());
    }

    /** Whether nothing behind the end of a text has an influence on any head. */
    private boolean endsAreFree() {
        return tower.blocks().stream().map(Block::attention).noneMatch(one -> one.mask() == Mask.NONE)
                && tower.heads().values().stream().map(Head::pooling).allMatch(Parts::isFree);
    }

    private static boolean isFree(Pooling pooling) {
        return pooling == Pooling.CLASS || pooling == Pooling.MASKED_MEAN || pooling == Pooling.END;
    }

    /** Whether an output holds a value for each token. */
    private boolean asksForTokens(List<String> outputs) {
        return !outputs.stream()
                .allMatch(name -> tower.heads().containsKey(name)
                        || tower.heads().keySet().stream()
                                .map(TowerGraph::pooled)
                                .anyMatch(name::equals));
    }

    private static boolean contains(int[] ids, int id) {
        return Arrays.stream(ids).anyMatch(one -> one == id);
    }
}
