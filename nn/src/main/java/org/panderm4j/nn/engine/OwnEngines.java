package org.panderm4j.nn.engine;

import java.util.List;
import java.util.Optional;
import org.panderm4j.nn.engine.onednn.OneDnn;
import org.panderm4j.nn.nd4j.BackendDecision;
import org.panderm4j.nn.nd4j.BackendGuard;

/**
 * The engines of this module on a machine.
 *
 * @param onednn why that engine is not present; empty where it is
 * @param nd4j where ND4J, and so the plain graph, runs
 */
record OwnEngines(Optional<String> onednn, BackendDecision nd4j) {
    /** On this one. */
    static OwnEngines here() {
        return new OwnEngines(OneDnn.absence(), BackendGuard.decision());
    }

    /** Names of those that can run, fastest first; the plain graph on a card comes before the processor. */
    List<String> names() {
        if (onednn.isPresent()) {
            return List.of(Engines.SAMEDIFF);
        }
        return isOnCard() ? List.of(Engines.SAMEDIFF, Engines.ONEDNN) : List.of(Engines.ONEDNN, Engines.SAMEDIFF);
    }

    /** Whether the plain graph runs on a card. */
    boolean isOnCard() {
        return nd4j.place() == BackendDecision.Place.CUDA;
    }
}
