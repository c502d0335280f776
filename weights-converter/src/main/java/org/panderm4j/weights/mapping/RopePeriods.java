package org.panderm4j.weights.mapping;

import java.util.List;

/**
 * The periods of a rotary embedding, which DINOv3's own code stores: one for every four values of a head, so their number tells
 * the width of a head. It matters for ViT-7B, whose heads are 128 wide and not 64 as those of every smaller one.
 */
final class RopePeriods implements ConfigFacts {
    private static final String KEY = "rope_embed.periods";
    private static final int VALUES_OF_A_PERIOD = 4;

    @Override
    public void read(ModelConfigs configs, Keys keys, Facts facts, List<String> warnings) {
        keys.shape(KEY)
                .filter(shape -> shape.length == 1 && shape[0] > 0)
                .ifPresent(shape -> facts.say(
                        "image.head_width",
                        Math.multiplyExact(VALUES_OF_A_PERIOD, Math.toIntExact(shape[0])),
                        "shape of " + KEY,
                        KEY));
    }
}
