package org.panderm4j.nn.fusion;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.nn.train.FeatureNetwork;
import org.panderm4j.nn.train.Parameter;

/**
 * What makes the features of each modality. One without parameters is frozen: nothing is dropped in it and nothing goes back
 * through it.
 *
 * @param clinical absent if the fusion does not see it; so the others
 * @param <B> what a batch of cases is; each network finds what it needs in it
 */
public record FusionTowers<B>(
        Optional<FeatureNetwork<B>> clinical,
        Optional<FeatureNetwork<B>> dermoscopic,
        Optional<FeatureNetwork<B>> metadata) {
    /** Those that are there. */
    public Map<Modality, FeatureNetwork<B>> present() {
        Map<Modality, FeatureNetwork<B>> present = new EnumMap<>(Modality.class);
        clinical.ifPresent(network -> present.put(Modality.CLINICAL, network));
        dermoscopic.ifPresent(network -> present.put(Modality.DERMOSCOPIC, network));
        metadata.ifPresent(network -> present.put(Modality.METADATA, network));
        return present;
    }

    /** What they learn, in the order of the modalities. */
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        present().values().forEach(network -> all.addAll(network.parameters()));
        return all;
    }
}
