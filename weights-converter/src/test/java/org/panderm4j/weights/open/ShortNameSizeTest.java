package org.panderm4j.weights.open;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.panderm4j.nn.clip.Towers;
import org.panderm4j.nn.tower.Activation;
import org.panderm4j.nn.tower.Attention;
import org.panderm4j.nn.tower.Attention.Biases;
import org.panderm4j.nn.tower.Attention.Mask;
import org.panderm4j.nn.tower.Attention.Place;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Block.NormPlace;
import org.panderm4j.nn.tower.Head;
import org.panderm4j.nn.tower.Head.PooledNorm;
import org.panderm4j.nn.tower.Head.Pooling;
import org.panderm4j.nn.tower.Mlp;
import org.panderm4j.nn.tower.Norm;
import org.panderm4j.nn.tower.Positions;
import org.panderm4j.nn.tower.Projection;
import org.panderm4j.nn.tower.ResNet;
import org.panderm4j.nn.tower.Stem;
import org.panderm4j.nn.tower.Stem.JointStem;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.TextEnd;
import org.panderm4j.nn.tower.Tower;

/** The table's sizes are those of the networks. */
class ShortNameSizeTest {
    private static final Optional<Norm> NORM = Optional.of(new Norm(1e-6));
    private static final int CLIP_WORDS = 49408;

    private static final Map<String, Towers> NETWORKS = Map.ofEntries(
            Map.entry("panderm2", new Towers(panDerm(1024, 24, 768), Optional.of(bert(768)), false)),
            Map.entry("dermlip-panderm", new Towers(panDerm(768, 12, 512), Optional.of(bert(512)), false)),
            Map.entry("dermlip-vit-b-16", clip(16, 768, 12, 512)),
            Map.entry("make", clip(16, 768, 12, 512)),
            Map.entry("clip-large", clip(14, 1024, 24, 768)),
            Map.entry("monet", clip(14, 1024, 24, 768)),
            Map.entry("biomedclip", new Towers(timm(), Optional.of(bert(512)), false)),
            Map.entry("panderm-large", Towers.of(panDerm(1024, 24, 0))),
            Map.entry("panderm-base", Towers.of(panDerm(768, 12, 0))),
            Map.entry("dinov3-vitb16", Towers.of(dino(768, 12, false))),
            Map.entry("dinov3-vitl16", Towers.of(dino(1024, 24, false))),
            Map.entry("dinov3-vit7b16", Towers.of(dino(4096, 40, true))),
            Map.entry("biomedgpt", Towers.of(ofa())));

    private static Tower tower(Stem stem, Block block, int layers, Pooling pooling, Projection projection) {
        Head head =
                new Head(stem.width() > 0 && !stemNormalised(stem), pooling, PooledNorm.NONE, 1e-6, false, projection);
        return new Tower(stem, Collections.nCopies(layers, block), Map.of(Tower.EMBEDDING, head));
    }

    /** BERT ends without a norm. */
    private static boolean stemNormalised(Stem stem) {
        return stem instanceof TokenStem tokens && tokens.norm().isPresent();
    }

    private static Block block(int width, Biases biases, Mask mask, boolean layerScale) {
        Mlp mlp = Mlp.plain(4 * width, Activation.GELU);
        Attention attention = Attention.plain(width / 64, 64, biases, mask);
        return new Block(width, NormPlace.BEFORE, 1e-6, attention, mlp, layerScale);
    }

    private static Projection linear(int output, boolean bias) {
        return output == 0 ? new Projection.None() : new Projection.Linear(output, bias);
    }

    private static PatchStem patches(int patch, int width, boolean bias, Optional<Norm> norm) {
        return new PatchStem(224, patch, width, bias, 0, new Positions.Table(), norm);
    }

    private static Tower panDerm(int width, int layers, int output) {
        Stem stem = patches(16, width, true, Optional.empty());
        Block block = block(width, Biases.NO_KEY, Mask.NONE, true);
        return tower(stem, block, layers, Pooling.CLASS, linear(output, true));
    }

    private static Tower timm() {
        Stem stem = patches(16, 768, true, Optional.empty());
        return tower(stem, block(768, Biases.ALL, Mask.NONE, false), 12, Pooling.CLASS, linear(512, false));
    }

    private static Towers clip(int patch, int width, int layers, int output) {
        Tower image = tower(
                patches(patch, width, false, NORM),
                block(width, Biases.ALL, Mask.NONE, false),
                layers,
                Pooling.CLASS,
                linear(output, false));
        // The text tower is as wide as the embedding.
        Stem stem = new TokenStem(CLIP_WORDS, 77, 0, output, Optional.empty(), new TextEnd.LargestId());
        Block block = block(output, Biases.ALL, Mask.CAUSAL, false);
        return new Towers(image, Optional.of(tower(stem, block, 12, Pooling.END, linear(output, false))), false);
    }

    private static Tower bert(int output) {
        Stem stem = new TokenStem(30522, 512, 2, 768, NORM, new TextEnd.Padding(0));
        Projection two = new Projection.TwoLayer((768 + output) / 2, output, Activation.GELU, false, false);
        return tower(stem, block(768, Biases.ALL, Mask.PADDING, false), 12, Pooling.MASKED_MEAN, two);
    }

    private static Tower dino(int width, int layers, boolean gated) {
        Stem stem = new PatchStem(224, 16, width, true, 4, new Positions.Rotary(100), Optional.empty());
        Biases biases = gated ? new Biases(false, false, false, true) : Biases.NO_KEY;
        int heads = gated ? 32 : width / 64;
        Attention attention = new Attention(heads, 1, biases, Mask.NONE, Place.ROTARY, false, false);
        Mlp mlp = new Mlp(gated ? 2 * width : 4 * width, gated ? Activation.SILU : Activation.GELU, gated, false, true);
        Block block = new Block(width, NormPlace.BEFORE, 1e-5, attention, mlp, true);
        return tower(stem, block, layers, Pooling.CLASS, new Projection.None());
    }

    private static Tower ofa() {
        ResNet network = new ResNet(
                64,
                List.of(new ResNet.Stage(3, 64, 256), new ResNet.Stage(4, 128, 512), new ResNet.Stage(23, 256, 1024)),
                1e-5);
        Stem stem = new JointStem(224, network, 42, 59457, 1024, 256, 768, 1e-5, 1, List.of(0, 2));
        Attention attention = new Attention(12, 1, Biases.ALL, Mask.PADDING, Place.RELATIVE, true, true);
        Mlp mlp = new Mlp(3072, Activation.GELU, false, true, true);
        Block block = new Block(768, NormPlace.BEFORE, 1e-5, attention, mlp, false);
        return tower(stem, block, 6, Pooling.MEAN_OF_PATCHES, new Projection.None());
    }

    @Test
    void parametersAndEmbeddingsAreThoseOfTheNetworks() {
        for (ShortName line : ShortName.all()) {
            Towers network = NETWORKS.get(line.name());
            long values = network.parameterShapes().values().stream()
                    .mapToLong(shape -> Arrays.stream(shape).reduce(1, Math::multiplyExact))
                    .sum();
            assertThat(line.embedding()).as(line.name()).isEqualTo(network.embedding());
            assertThat(line.parameters()).as(line.name()).isCloseTo(values / 1e6, within(values / 1e8));
        }
    }
}
