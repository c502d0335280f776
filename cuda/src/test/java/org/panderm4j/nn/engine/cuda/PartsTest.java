package org.panderm4j.nn.engine.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.panderm4j.nn.engine.Batch.Images;
import org.panderm4j.nn.engine.Batch.Joint;
import org.panderm4j.nn.engine.Batch.Texts;
import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.tower.Attention.Mask;
import org.panderm4j.nn.tower.Head.Pooling;
import org.panderm4j.nn.tower.Stem.JointStem;
import org.panderm4j.nn.tower.TextEnd;
import org.panderm4j.nn.tower.Tower;

class PartsTest {
    private static final Tower PICTURES = UnitTowers.pictures(Pooling.CLASS);
    private static final Tower PADDED = UnitTowers.padded(Mask.PADDING, Pooling.MASKED_MEAN);

    private final Random random = new Random(3);

    /** Each is marked by its first value. */
    private static Images images(int count, int height, int width) {
        return new Images(
                IntStream.range(0, count)
                        .mapToObj(i -> {
                            float[] pixels = new float[3 * height * width];
                            pixels[0] = i;
                            return pixels;
                        })
                        .toList(),
                height,
                width);
    }

    /** A text of so many tokens, padded. */
    private static int[] text(int length, int all) {
        int[] ids = new int[all];
        Arrays.fill(ids, 0, length, 7);
        return ids;
    }

    private static List<Part> texts(Tower tower, List<String> outputs, int tokens, int[]... ids) {
        return new Parts(tower).of(new Texts(ids), outputs, tokens);
    }

    private static List<Integer> sizes(List<Part> parts) {
        return parts.stream().map(part -> part.shape().sequences()).toList();
    }

    private static List<Integer> lengths(List<Part> parts) {
        return parts.stream().map(part -> part.shape().length()).toList();
    }

    @Test
    void picturesAreCutEvenly() {
        // 2 + 2 x 2 tokens each; three of them fit
        List<Part> parts = new Parts(PICTURES).of(images(10, 4, 4), UnitTowers.EMBEDDING, 20);
        assertThat(sizes(parts)).containsExactlyInAnyOrder(2, 3, 2, 3);
        assertThat(lengths(parts)).containsOnly(6);
        assertThat(parts.stream().flatMapToInt(part -> Arrays.stream(part.origins())))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        for (Part part : parts) {
            for (int i = 0; i < part.origins().length; i++) {
                assertThat(part.pixels().get(i)[0]).isEqualTo(part.origins()[i]);
            }
            assertThat(part.ids()).isEmpty();
        }
    }

    @Test
    void picturesNeedNotBeSquare() {
        Shape shape = new Parts(PICTURES)
                .of(images(1, 4, 10), UnitTowers.EMBEDDING, 1)
                .get(0)
                .shape();
        assertThat(shape).isEqualTo(new Shape(1, 12, 2, 5, UnitTowers.EMBEDDING));
    }

    @RepeatedTest(30)
    void noPartOfPicturesHasMoreThanItsShare() {
        int count = 1 + random.nextInt(50);
        int tokens = 1 + random.nextInt(60);
        List<Integer> sizes = sizes(new Parts(PICTURES).of(images(count, 4, 4), UnitTowers.EMBEDDING, tokens));
        assertThat(sizes.stream().mapToInt(i -> i).sum()).isEqualTo(count);
        assertThat(sizes).allMatch(size -> size == 1 || size * 6 <= tokens);
        assertThat(sizes.stream().mapToInt(i -> i).max().orElseThrow()
                        - sizes.stream().mapToInt(i -> i).min().orElseThrow())
                .isLessThanOrEqualTo(1);
    }

    @Test
    void textsAreSortedAndTheirLengthsRoundedButNeverAboveTheBatchs() {
        List<Part> parts = texts(
                PADDED, UnitTowers.EMBEDDING, 25, text(3, 21), text(18, 21), text(9, 21), text(8, 21), text(1, 21));
        assertThat(lengths(parts)).containsExactly(21, 16, 8);
        assertThat(parts.get(0).origins()).containsExactly(1);
        assertThat(parts.get(1).origins()).containsExactly(2);
        assertThat(parts.get(2).origins()).containsExactly(3, 0, 4);
        assertThat(parts.get(2).ids().get(1)).containsExactly(7, 7, 7, 0, 0, 0, 0, 0);
        assertThat(parts.get(0).pixels()).isEmpty();
    }

    @RepeatedTest(30)
    void everyTextIsInOnePartWithAllOfItsTokens() {
        int all = 1 + random.nextInt(30);
        int[][] ids = IntStream.range(0, 1 + random.nextInt(30))
                .mapToObj(i -> text(random.nextInt(all + 1), all))
                .toArray(int[][]::new);
        int limit = 1 + random.nextInt(100);
        List<Part> parts = texts(PADDED, UnitTowers.EMBEDDING, limit, ids);
        int[] seen = new int[ids.length];
        for (Part part : parts) {
            int n = part.shape().length();
            assertThat(part.shape().sequences() == 1 || part.shape().tokens() <= limit)
                    .isTrue();
            for (int i = 0; i < part.origins().length; i++) {
                int[] origin = ids[part.origins()[i]];
                seen[part.origins()[i]]++;
                assertThat(part.ids().get(i)).isEqualTo(Arrays.copyOf(origin, n));
                assertThat(Arrays.stream(origin).skip(n).allMatch(id -> id == UnitTowers.PADDING))
                        .isTrue();
            }
        }
        assertThat(seen).containsOnly(1);
    }

    @Test
    void aRowOfPaddingIsKeptWhole() {
        List<Part> parts = texts(PADDED, UnitTowers.EMBEDDING, 1, text(0, 20), text(2, 20));
        assertThat(lengths(parts)).containsExactly(20, 8);
        assertThat(parts.get(0).origins()).containsExactly(0);
    }

    @Test
    void textsAreKeptWholeWhereTheirEndsMatter() {
        Tower unmasked = UnitTowers.padded(Mask.NONE, Pooling.CLASS);
        assertThat(lengths(texts(unmasked, UnitTowers.EMBEDDING, 100, text(2, 20))))
                .containsExactly(20);
        List<String> tokens = List.of(Tower.EMBEDDING, TowerGraph.tokens(Tower.EMBEDDING));
        assertThat(lengths(texts(PADDED, tokens, 100, text(2, 20)))).containsExactly(20);
        assertThat(lengths(texts(PADDED, List.of(TowerGraph.block(0)), 100, text(2, 20))))
                .containsExactly(20);
    }

    @Test
    void aPooledVectorIsNoReasonToKeepThem() {
        List<String> pooled = List.of(TowerGraph.pooled(Tower.EMBEDDING));
        assertThat(lengths(texts(PADDED, pooled, 100, text(2, 20)))).containsExactly(8);
    }

    @Test
    void causalTextsAreCutBehindTheirLargestId() {
        Tower causal = UnitTowers.texts(new TextEnd.LargestId(), Mask.CAUSAL, Pooling.END);
        int[] ids = text(20, 20);
        ids[9] = 99;
        List<Part> parts = texts(causal, UnitTowers.EMBEDDING, 100, ids);
        assertThat(lengths(parts)).containsExactly(16);
    }

    @Test
    void picturesWithTextsKeepTogether() {
        Tower tower = UnitTowers.joint(Pooling.FIRST_OF_TEXT);
        JointStem stem = (JointStem) tower.stem();
        Images images = images(3, stem.image(), stem.image());
        Texts texts = new Texts(new int[][] {{5, 1}, {6, 1}, {7, 8}});
        int n = stem.imageTokens() + 2;
        List<Part> parts = new Parts(tower).of(new Joint(images, texts), UnitTowers.EMBEDDING, 2 * n);
        assertThat(sizes(parts)).containsExactly(1, 2);
        assertThat(lengths(parts)).containsOnly(n);
        assertThat(parts.get(1).ids()).containsExactly(new int[] {6, 1}, new int[] {7, 8});
        assertThat(parts.get(1).pixels().get(0)[0]).isEqualTo(1);
        assertThat(new Parts(tower).of(images, UnitTowers.EMBEDDING, 1).get(2).ids())
                .containsExactly(new int[] {3, 4});
    }
}
