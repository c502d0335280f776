package org.panderm4j.nn.fusion;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.panderm4j.nn.train.Draws;
import org.panderm4j.nn.train.FeatureNetwork;

/** The runs of all towers over one batch; frozen ones keep nothing. */
final class FeaturePasses<B> implements AutoCloseable {
    private final Map<Modality, float[][]> features = new EnumMap<>(Modality.class);
    private final Map<Modality, FeatureNetwork.Pass> passes = new EnumMap<>(Modality.class);

    FeaturePasses(FusionTowers<B> towers, B batch, Draws draws) {
        boolean done = false;
        try {
            towers.present().forEach((modality, network) -> run(modality, network, batch, draws));
            done = true;
        } finally {
            if (!done) {
                close();
            }
        }
    }

    private void run(Modality modality, FeatureNetwork<B> network, B batch, Draws draws) {
        if (network.parameters().isEmpty()) {
            features.put(modality, network.features(batch));
            return;
        }
        FeatureNetwork.Pass pass = network.forward(batch, draws);
        passes.put(modality, pass);
        features.put(modality, pass.features());
    }

    /** Those that go back. */
    Set<Modality> trained() {
        return passes.keySet();
    }

    /** As the fusion sees them: mixed, if the targets are. */
    FusionInputs features(FusionTargets targets) {
        Map<Modality, float[][]> seen = new EnumMap<>(features);
        targets.mix().ifPresent(mix -> seen.replaceAll((modality, rows) -> mix.mixed(rows)));
        return FusionInputs.of(seen);
    }

    /** Adds to the gradients of the towers. */
    void backward(FusionInputs gradients, FusionTargets targets) {
        Optional<FusionTargets.Mix> mix = targets.mix();
        passes.forEach((modality, pass) -> {
            float[][] own = gradients.of(modality).orElseThrow();
            pass.backward(mix.isPresent() ? mix.get().unmixed(own) : own);
        });
    }

    @Override
    public void close() {
        passes.values().forEach(FeatureNetwork.Pass::close);
    }
}
