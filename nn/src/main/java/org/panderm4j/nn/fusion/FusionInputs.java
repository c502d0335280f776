package org.panderm4j.nn.fusion;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Features of a batch of b cases, or gradients by them. What the network does not see is absent.
 *
 * @param clinical [b][H]
 * @param dermoscopic [b][H]
 * @param metadata [b][text feature] or [b][vector]
 */
public record FusionInputs(
        Optional<float[][]> clinical, Optional<float[][]> dermoscopic, Optional<float[][]> metadata) {

    /** Of some modalities; the others are absent. */
    public static FusionInputs of(Map<Modality, float[][]> features) {
        return new FusionInputs(
                Optional.ofNullable(features.get(Modality.CLINICAL)),
                Optional.ofNullable(features.get(Modality.DERMOSCOPIC)),
                Optional.ofNullable(features.get(Modality.METADATA)));
    }

    /** Those of one modality. */
    public Optional<float[][]> of(Modality modality) {
        return switch (modality) {
            case CLINICAL -> clinical;
            case DERMOSCOPIC -> dermoscopic;
            case METADATA -> metadata;
        };
    }

    /** Those that are there. */
    public Map<Modality, float[][]> present() {
        Map<Modality, float[][]> present = new EnumMap<>(Modality.class);
        for (Modality modality : Modality.values()) {
            of(modality).ifPresent(rows -> present.put(modality, rows));
        }
        return present;
    }

    /** By the words of the modalities. */
    Map<String, float[][]> byWord() {
        Map<String, float[][]> rows = new LinkedHashMap<>();
        present().forEach((modality, values) -> rows.put(modality.word(), values));
        return rows;
    }
}
