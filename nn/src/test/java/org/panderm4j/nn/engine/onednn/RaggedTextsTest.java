package org.panderm4j.nn.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.Encoder;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.engine.Tensor;
import org.panderm4j.nn.engine.samediff.SameDiffEncoder;
import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.reference.RandomTowers;
import org.panderm4j.nn.reference.RandomWeights;
import org.panderm4j.nn.reference.Samples;
import org.panderm4j.nn.tower.Head;
import org.panderm4j.nn.tower.Head.Pooling;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.TextEnd;
import org.panderm4j.nn.tower.Tower;

/** Texts of different lengths in one batch: their padding is not computed, and the features are those of the padded batch. */
class RaggedTextsTest {
    private static final double TOLERANCE = 1e-5;
    private static final int MANY = 100;
    private static final int TOKENS = 500;

    static LongStream seeds() {
        return new Random(77).longs(25, 0, 1_000_000);
    }

    /** Texts that end anywhere, also at once, and some with padding among their words. */
    private static Batch.Texts ragged(TokenStem stem, int size, Random random) {
        int[][] ids = new int[size][stem.positions()];
        int padding = stem.end() instanceof TextEnd.Padding end ? end.id() : 0;
        for (int[] row : ids) {
            int length = random.nextInt(row.length + 1);
            for (int i = 0; i < row.length; i++) {
                row[i] = i < length ? random.nextInt(stem.vocabulary()) : padding;
            }
        }
        return new Batch.Texts(ids);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void featuresAreThoseOfThePaddedBatch(long seed) {
        Random random = new Random(seed);
        for (Tower tower : List.of(Samples.bert(24, 3), Samples.clipText(24, 3), new RandomTowers(random).text())) {
            Batch.Texts texts = ragged((TokenStem) tower.stem(), 1 + random.nextInt(MANY), random);
            RandomWeights weights = new RandomWeights(tower, "", new Random(seed));
            List<String> vectors = tower.heads().keySet().stream()
                    .flatMap(head -> List.of(head, TowerGraph.pooled(head)).stream())
                    .toList();
            try (Encoder plain = SameDiffEncoder.open(tower, weights, "", 1);
                    Encoder encoder = OneDnnEncoder.open(tower, weights, "", Precision.F32, 1)) {
                Map<String, Tensor> expected = plain.encode(texts, vectors);
                Map<String, Tensor> found = encoder.encode(texts, vectors);
                vectors.forEach(name -> assertClose(
                        expected.get(name).values(), found.get(name).values(), "seed %d, %s".formatted(seed, name)));
            }
        }
    }

    /** The plain graph knows no feature of a text of nothing but padding, see {@link #textsWithoutAWord}. */
    private static void assertClose(float[] expected, float[] found, String what) {
        assertThat(found).as(what).hasSameSizeAs(expected);
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            if (!Float.isNaN(expected[i])) {
                assertThat(found[i]).as(what).isNotNaN();
                largest = Math.max(largest, Math.abs(expected[i]));
                difference = Math.max(difference, Math.abs((double) expected[i] - found[i]));
            }
        }
        assertThat(difference).as(what).isLessThanOrEqualTo(TOLERANCE * largest);
    }

    /**
     * In the reference all keys of such a text are hidden alike, so that attention looks at all of them; but a mean over no token is
     * 0 / 0, which must not become a number on its way through an activation.
     */
    @Test
    void textsWithoutAWord() {
        Tower bert = Samples.bert(24, 3);
        Head plain = bert.head(Tower.EMBEDDING);
        Head mean = new Head(
                plain.tokenNorm(), Pooling.MASKED_MEAN, plain.pooledNorm(), plain.eps(), false, plain.projection());
        int padding = ((TextEnd.Padding) ((TokenStem) bert.stem()).end()).id();
        Batch.Texts texts = new Batch.Texts(new int[][] {{5, 6, 7}, {padding, padding, padding}});
        float[][] first = features(bert, texts);
        float[][] means = features(Samples.with(bert, mean), texts);
        assertThat(first[1]).doesNotContain(Float.NaN);
        assertThat(means[0]).doesNotContain(Float.NaN);
        assertThat(means[1]).containsOnly(Float.NaN);
    }

    private static float[][] features(Tower tower, Batch.Texts texts) {
        RandomWeights weights = new RandomWeights(tower, "", new Random(6));
        try (Encoder encoder = OneDnnEncoder.open(tower, weights, "", Precision.F32, 1)) {
            return encoder.features(texts, Tower.EMBEDDING);
        }
    }

    @Test
    void partsHoldEveryTextOnceAndNoPaddingAtTheirEnds() {
        Tower tower = Samples.bert(24, 3);
        TokenStem stem = (TokenStem) tower.stem();
        int padding = ((TextEnd.Padding) stem.end()).id();
        Batch.Texts texts = ragged(stem, 3 * MANY, new Random(1));
        List<Part> parts = new Parts(tower, TOKENS).of(texts, List.of(Tower.EMBEDDING));
        boolean[] seen = new boolean[texts.size()];
        for (Part part : parts) {
            assertThat(part.form().tokens()).isLessThanOrEqualTo(TOKENS);
            assertThat(part.form().tokens())
                    .isEqualTo(part.ids().stream().mapToInt(row -> row.length).sum());
            for (int i = 0; i < part.origins().length; i++) {
                assertThat(seen[part.origins()[i]]).isFalse();
                seen[part.origins()[i]] = true;
                int[] ids = part.ids().get(i);
                boolean empty = Arrays.stream(ids).allMatch(id -> id == padding);
                assertThat(ids[ids.length - 1] != padding || empty).isTrue();
            }
        }
        assertThat(seen).doesNotContain(false);
    }

    /** Whoever looks at single tokens gets those of padding, too. */
    @Test
    void tokensAreThoseOfThePaddedBatch() {
        Tower tower = Samples.bert(24, 3);
        Batch.Texts texts = ragged((TokenStem) tower.stem(), MANY, new Random(2));
        List<Part> parts = new Parts(tower, TOKENS).of(texts, List.of(TowerGraph.block(0)));
        assertThat(parts)
                .allSatisfy(part -> assertThat(part.form().segments())
                        .singleElement()
                        .extracting(Segment::length)
                        .isEqualTo(texts.length()));
    }
}
