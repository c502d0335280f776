package org.panderm4j.weights.mapping;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
import org.panderm4j.nn.tower.ParameterShapes;
import org.panderm4j.nn.tower.Positions;
import org.panderm4j.nn.tower.Projection;
import org.panderm4j.nn.tower.Stem;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.TextEnd;
import org.panderm4j.nn.tower.Tower;

/** Every name that a tensor of a tower over patches or tokens can have. */
final class TowersOfAllKinds {
    private static final int WIDTH = 4;

    private TowersOfAllKinds() {}

    static Set<String> names() {
        Optional<Norm> norm = Optional.of(new Norm(1e-6));
        Stem patches = new PatchStem(8, 4, WIDTH, true, 1, new Positions.Table(), norm);
        Stem tokens = new TokenStem(9, 5, 2, WIDTH, norm, new TextEnd.LargestId());
        Set<String> names = names(Towers.IMAGE, patches);
        names.addAll(names(Towers.TEXT, tokens));
        names.add(Towers.LOGIT_SCALE);
        names.add(Towers.LOGIT_BIAS);
        return names;
    }

    private static Set<String> names(String prefix, Stem stem) {
        Attention attention = new Attention(1, 1, Biases.ALL, Mask.NONE, Place.NONE, true, true);
        Mlp mlp = new Mlp(8, Activation.GELU, true, true, true);
        Block block = new Block(WIDTH, NormPlace.BEFORE, 1e-6, attention, mlp, true);
        Map<String, Head> heads = Map.of(
                "one", head(PooledNorm.OWN_WEIGHTS, new Projection.Linear(3, true)),
                "two", head(PooledNorm.NONE, new Projection.TwoLayer(3, 3, Activation.GELU, true, true)),
                "three", head(PooledNorm.SAME_WEIGHTS, new Projection.Classifier(3)));
        return ParameterShapes.of(new Tower(stem, Collections.nCopies(1, block), heads)).keySet().stream()
                .map(name -> starred(prefix + name))
                .collect(Collectors.toSet());
    }

    private static Head head(PooledNorm pooledNorm, Projection projection) {
        return new Head(true, Pooling.CLASS, pooledNorm, 1e-6, true, projection);
    }

    /** A name as tables have it. */
    static String starred(String name) {
        return name.replaceFirst("blocks\\.[0-9]+\\.", "blocks.*.")
                .replaceFirst("stages\\.[0-9]+\\.[0-9]+\\.", "stages.*.*.");
    }
}
