package org.panderm4j.weights.mapping;

import java.util.List;

/** A kind of configuration file, and how it is understood. Only what no tensor tells is believed, the rest is compared. */
@FunctionalInterface
interface ConfigFacts {
    /**
     * Notes what the configuration says.
     *
     * @param configs any of which may be missing
     * @param keys of the checkpoint, as the family's table spells them
     * @param facts is added to
     * @param warnings is added to
     * @throws MappingException when it describes a network of another kind
     */
    void read(ModelConfigs configs, Keys keys, Facts facts, List<String> warnings);

    /** The kind of that name in a key table. */
    static ConfigFacts of(String kind) {
        return switch (kind) {
            case "open-clip-image" -> OpenClipConfig::image;
            case "open-clip-text" -> OpenClipConfig::text;
            case "open-clip-bert" -> new BertConfig();
            case "timm" -> new TimmConfig();
            case "rope-periods" -> new RopePeriods();
            case "transformers-clip" -> new ClipConfig();
            default -> throw new IllegalArgumentException("no kind of configuration '" + kind + "'");
        };
    }
}
