package org.panderm4j.weights.fusion;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.panderm4j.nn.fusion.FusionBatches;
import org.panderm4j.nn.fusion.FusionLearner;
import org.panderm4j.nn.fusion.FusionLoss;
import org.panderm4j.nn.fusion.FusionNetwork;
import org.panderm4j.nn.fusion.FusionTargets;
import org.panderm4j.nn.fusion.FusionTowers;
import org.panderm4j.nn.fusion.Modality;
import org.panderm4j.nn.train.FeatureNetwork;
import org.panderm4j.nn.train.FixedFeatures;

/** Trains a fixture's network on all its cases in each step, in the parts that the reference took. */
final class FixtureLearner implements FusionBatches<int[]> {
    private final List<int[]> parts;
    private final int[] targets;

    private FixtureLearner(FusionFixture fixture) {
        this.parts = fixture.parts();
        this.targets = fixture.targets();
    }

    static FusionLearner<int[]> of(FusionFixture fixture, FusionNetwork network) {
        Map<Modality, FeatureNetwork<int[]>> towers = new EnumMap<>(Modality.class);
        fixture.inputs()
                .present()
                .forEach((modality, rows) -> towers.put(
                        modality,
                        new FixedFeatures<>(chosen ->
                                IntStream.of(chosen).mapToObj(row -> rows[row]).toArray(float[][]::new))));
        return new FusionLearner<>(
                new FusionTowers<>(
                        Optional.ofNullable(towers.get(Modality.CLINICAL)),
                        Optional.ofNullable(towers.get(Modality.DERMOSCOPIC)),
                        Optional.ofNullable(towers.get(Modality.METADATA))),
                network,
                new FusionLoss(fixture.design(), FusionLoss.Options.plain()),
                new FixtureLearner(fixture),
                (step, part) -> name -> {
                    throw new IllegalStateException("nothing is dropped, found a wish for " + name);
                },
                Map::of);
    }

    @Override
    public int parts(long step) {
        return parts.size();
    }

    @Override
    public Part<int[]> part(long step, int part) {
        int[] rows = parts.get(part);
        return new Part<>(
                rows,
                FusionTargets.of(IntStream.of(rows).map(row -> targets[row]).toArray()));
    }
}
