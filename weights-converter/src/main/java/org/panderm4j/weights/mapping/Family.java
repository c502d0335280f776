package org.panderm4j.weights.mapping;

import java.util.List;
import org.panderm4j.nn.clip.DualTower;
import org.panderm4j.weights.report.LoadReport.HyperParameter;

/** A kind of checkpoint: how it is recognised, and how its sizes follow from keys and shapes. */
interface Family {
    /** Also the name of the key table. */
    String name();

    /** Whether the keys are this family's. */
    boolean recognises(Keys keys);

    /**
     * The architecture.
     *
     * @throws MappingException when a size can be told neither from shapes nor from the configuration
     */
    Inference infer(Keys keys, ModelConfigs configs);

    /**
     * An architecture and where its parts came from.
     *
     * @param towers the network
     * @param contextLength tokens of a text row
     * @param hyperParameters with their sources
     * @param warnings contradictions, the shapes having won
     */
    record Inference(
            DualTower towers, int contextLength, List<HyperParameter> hyperParameters, List<String> warnings) {}
}
