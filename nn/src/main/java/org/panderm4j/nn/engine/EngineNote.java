package org.panderm4j.nn.engine;

import java.util.Optional;
import org.panderm4j.nn.nd4j.BackendDecision;

/** What a user should know of the engine that is taken, in one line. */
final class EngineNote {
    private EngineNote() {}

    /**
     * Says it, if there is anything to say.
     *
     * @param free whether the choice is left to us
     * @param absence why the fast engine of the processor is not present
     * @param nd4j where ND4J runs
     */
    static Optional<String> of(boolean free, Optional<String> absence, BackendDecision nd4j) {
        if (nd4j.place() == BackendDecision.Place.CUDA) {
            return free ? Optional.of("engine samediff is taken, since " + nd4j.sentence()) : Optional.empty();
        }
        Optional<String> taken = absence.filter(reason -> free)
                .map(reason -> "engine samediff is taken, since onednn is not present here: " + reason);
        if (!nd4j.warns()) {
            return taken;
        }
        return Optional.of(taken.map(first -> first + "; " + nd4j.sentence()).orElse(nd4j.sentence()));
    }
}
