package org.panderm4j.peers.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.tower.Activation;
import org.panderm4j.nn.tower.Attention;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Head;
import org.panderm4j.nn.tower.Mlp;
import org.panderm4j.nn.tower.Norm;
import org.panderm4j.nn.tower.Positions;
import org.panderm4j.nn.tower.Projection;
import org.panderm4j.nn.tower.Stem;
import org.panderm4j.nn.tower.TextEnd;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.peers.onnx.OnnxOps.AttentionForm;
import org.panderm4j.peers.tower.Flat;
import org.panderm4j.peers.tower.PlainOps;
import org.panderm4j.peers.tower.PlainOps.Plain;
import org.panderm4j.peers.tower.SeededWeights;
import org.panderm4j.peers.tower.TowerForward;

/** What ONNX Runtime computes from our files, against plain loops in double precision. */
class OnnxTowerTest {
    private static final int WIDTH = 16;
    private static final int LENGTH = 7;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(AttentionForm.class)
    void picturesGiveTheFeaturesOfPlainLoops(AttentionForm form) {
        Tower tower = new Tower(
                new Stem.PatchStem(12, 4, WIDTH, true, 0, new Positions.Table(), Optional.empty()),
                Collections.nCopies(
                        2, block(Block.NormPlace.BEFORE, Attention.Biases.NO_KEY, Attention.Mask.NONE, true)),
                Map.of(Tower.EMBEDDING, head(true, Head.Pooling.MEAN_OF_PATCHES, Head.PooledNorm.SAME_WEIGHTS)));
        SplittableRandom random = new SplittableRandom(4);
        List<float[]> pictures = List.of(noise(random), noise(random), noise(random));
        Batch.Images images = new Batch.Images(pictures, 12, 12);

        Plain expected = TowerForward.images(new PlainOps(), tower, new SeededWeights(tower))
                .ofPixels(Plain.of(Flat.pixels(images), 3, 3, 12, 12));
        requireEqual(run(tower, images, form), expected);
    }

    @ParameterizedTest
    @EnumSource(AttentionForm.class)
    void paddedTextsGiveTheFeaturesOfPlainLoops(AttentionForm form) {
        Tower tower = new Tower(
                new Stem.TokenStem(30, 9, 2, WIDTH, Optional.of(new Norm(1e-12)), new TextEnd.Padding(0)),
                Collections.nCopies(
                        2, block(Block.NormPlace.AFTER, Attention.Biases.ALL, Attention.Mask.PADDING, false)),
                Map.of(Tower.EMBEDDING, head(false, Head.Pooling.CLASS, Head.PooledNorm.NONE)));
        Batch.Texts texts = new Batch.Texts(new int[][] {{2, 8, 9, 3, 0, 0, 0}, {2, 21, 3, 0, 0, 0, 0}});
        long[] ids = Flat.ids(texts);

        Plain expected = TowerForward.texts(new PlainOps(), tower, new SeededWeights(tower), LENGTH)
                .ofIds(Plain.of(ids, 2, LENGTH), Plain.of(Flat.mask(ids), 2, LENGTH));
        requireEqual(run(tower, texts, form), expected);
    }

    @Test
    void weightsStartOnPagesAndKeepTheirBytes() throws IOException {
        Path file = folder.resolve("weights");
        try (ExternalData data = new ExternalData(file)) {
            ExternalData.Range first = data.append(FloatBuffer.wrap(new float[] {1, 2, 3}));
            ExternalData.Range second = data.append(FloatBuffer.wrap(new float[] {4}));
            assertThat(first).isEqualTo(new ExternalData.Range("weights", 0, 12));
            assertThat(second).isEqualTo(new ExternalData.Range("weights", 4096, 4));
        }
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.getFloat(8)).isEqualTo(3);
        assertThat(bytes.getFloat(4096)).isEqualTo(4);
    }

    private static float[][] run(Tower tower, Batch batch, AttentionForm form) {
        try (OnnxForward forward = OnnxForward.open(tower, new SeededWeights(tower), LENGTH, 1, form)) {
            return forward.features(batch);
        }
    }

    private static void requireEqual(float[][] found, Plain expected) {
        assertThat(found).hasNumberOfRows(expected.size(0));
        for (int i = 0; i < found.length; i++) {
            for (int k = 0; k < WIDTH; k++) {
                assertThat((double) found[i][k]).isCloseTo(expected.values()[i * WIDTH + k], within(1e-5));
            }
        }
    }

    private static float[] noise(SplittableRandom random) {
        float[] pixels = new float[3 * 12 * 12];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) (4 * random.nextDouble() - 2);
        }
        return pixels;
    }

    private static Block block(Block.NormPlace norm, Attention.Biases biases, Attention.Mask mask, boolean layerScale) {
        Attention attention = Attention.plain(2, WIDTH / 2, biases, mask);
        return new Block(WIDTH, norm, 1e-6, attention, Mlp.plain(4 * WIDTH, Activation.GELU), layerScale);
    }

    private static Head head(boolean tokenNorm, Head.Pooling pooling, Head.PooledNorm norm) {
        return new Head(tokenNorm, pooling, norm, 1e-6, false, new Projection.None());
    }
}
