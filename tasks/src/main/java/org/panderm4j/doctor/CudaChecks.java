package org.panderm4j.doctor;

import java.util.stream.Collectors;
import org.panderm4j.nn.nd4j.BackendDecision;
import org.panderm4j.nn.nd4j.CudaSurvey;
import org.panderm4j.nn.nd4j.NvidiaDriver;

/** The graphics cards, and what ND4J makes of them. */
final class CudaChecks {
    private static final String SUBJECT = "GPU";

    private CudaChecks() {}

    /**
     * Tells of them.
     *
     * @param driver asked where this build's own CUDA has not been
     */
    static Finding gpu(CudaSurvey survey, NvidiaDriver driver) {
        BackendDecision decision = BackendDecision.of(survey);
        String found = cards(survey, driver) + decision.sentence();
        return decision.warns()
                ? Finding.warn(SUBJECT, found, "works, but without a card; see docs/gpu.md for the build that uses it")
                : Finding.pass(SUBJECT, found);
    }

    /** What the decision does not name itself. */
    private static String cards(CudaSurvey survey, NvidiaDriver driver) {
        if (survey instanceof CudaSurvey.Devices found && !found.devices().isEmpty()) {
            return "";
        }
        String cards = driver.cards().stream().map(NvidiaDriver.Card::toString).collect(Collectors.joining("; "));
        return (cards.isEmpty() ? "none" : cards) + "; ";
    }
}
