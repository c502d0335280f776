package org.panderm4j.nn.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.panderm4j.nn.engine.Batch;
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
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.Tower;

/** A test on random towers says something of a switch only if it is drawn both on and off. */
class RandomTowersTest {
    @Test
    void everySwitchIsDrawn() {
        Set<Object> drawn = new HashSet<>();
        for (int seed = 0; seed < 40; seed++) {
            RandomTowers towers = new RandomTowers(new Random(seed));
            for (Tower tower : List.of(towers.image(), towers.text())) {
                stem(tower, towers.batch(tower), drawn);
                tower.blocks().forEach(block -> block(block, drawn));
                tower.heads().values().forEach(head -> head(head, drawn));
            }
        }
        assertThat(drawn).contains((Object[]) Activation.values()).contains((Object[]) NormPlace.values());
        assertThat(drawn).contains((Object[]) Mask.values()).contains((Object[]) PooledNorm.values());
        assertThat(drawn).contains(Place.NONE, Place.ROTARY);
        assertThat(drawn).contains(Pooling.CLASS, Pooling.MEAN_OF_PATCHES, Pooling.MASKED_MEAN, Pooling.END);
        assertThat(drawn).contains("Table", "Rotary", "Padding", "LargestId", "FirstId");
        assertThat(drawn).contains("None", "Linear", "TwoLayer", "Classifier");
        for (String name : List.of(
                "registers",
                "stem norm",
                "text norm",
                "square",
                "types",
                "query bias",
                "key bias",
                "value bias",
                "output bias",
                "head scale",
                "attention norm",
                "gate",
                "hidden norm",
                "mlp bias",
                "layer scale",
                "token norm",
                "pooler")) {
            assertThat(drawn).contains(name + " true", name + " false");
        }
    }

    private static void stem(Tower tower, Batch batch, Set<Object> drawn) {
        if (tower.stem() instanceof PatchStem stem) {
            drawn.add("registers " + (stem.registers() > 0));
            drawn.add(stem.positions().getClass().getSimpleName());
            drawn.add("stem norm " + stem.norm().isPresent());
            drawn.add("square " + (((Batch.Images) batch).height() == ((Batch.Images) batch).width()));
        } else if (tower.stem() instanceof TokenStem stem) {
            drawn.add("types " + (stem.types() > 0));
            drawn.add(stem.end().getClass().getSimpleName());
            drawn.add("text norm " + stem.norm().isPresent());
        }
    }

    private static void block(Block block, Set<Object> drawn) {
        Attention attention = block.attention();
        Biases biases = attention.biases();
        Mlp mlp = block.mlp();
        drawn.addAll(List.of(block.norm(), attention.mask(), attention.place(), mlp.activation()));
        drawn.add("query bias " + biases.query());
        drawn.add("key bias " + biases.key());
        drawn.add("value bias " + biases.value());
        drawn.add("output bias " + biases.output());
        drawn.add("head scale " + attention.headScale());
        drawn.add("attention norm " + attention.norm());
        drawn.add("gate " + mlp.gated());
        drawn.add("hidden norm " + mlp.norm());
        drawn.add("mlp bias " + mlp.bias());
        drawn.add("layer scale " + block.layerScale());
    }

    private static void head(Head head, Set<Object> drawn) {
        drawn.addAll(List.of(head.pooling(), head.pooledNorm()));
        drawn.add(head.projection().getClass().getSimpleName());
        drawn.add("token norm " + head.tokenNorm());
        drawn.add("pooler " + head.pooler());
    }
}
