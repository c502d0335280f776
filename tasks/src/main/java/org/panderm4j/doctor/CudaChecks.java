package org.panderm4j.doctor;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.panderm4j.nn.engine.Engines;
import org.panderm4j.nn.nd4j.BackendDecision;
import org.panderm4j.nn.nd4j.Capability;
import org.panderm4j.nn.nd4j.CudaSurvey;
import org.panderm4j.nn.nd4j.NvidiaDriver;

/** The graphics cards, and what ND4J and the engine for them make of them. */
final class CudaChecks {
    private static final String SUBJECT = "GPU";

    /** The engine of another module that runs on cards. */
    static final String ENGINE = "engine cuda";

    /** The oldest cards that it runs on. */
    private static final Capability OLDEST = new Capability(8, 0);

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

    /** The engine for cards, here. */
    static Finding engine() {
        return engine(
                Engines.built(Engines.CUDA),
                Engines.absence(Engines.CUDA),
                Engines.devices(Engines.CUDA),
                new NvidiaDriver());
    }

    /**
     * Tells of it.
     *
     * @param built whether this build has its module
     * @param absence why it cannot run
     * @param devices what it runs on
     * @param driver asked where the engine cannot be
     */
    static Finding engine(boolean built, Optional<String> absence, List<String> devices, NvidiaDriver driver) {
        if (absence.isEmpty()) {
            return Finding.pass(ENGINE, String.join("; ", devices));
        }
        boolean idle = driver.cards().stream()
                .anyMatch(card -> card.device().capability().compareTo(OLDEST) >= 0);
        if (!built && !idle) {
            return Finding.pass(ENGINE, absence.get());
        }
        return Finding.warn(
                ENGINE,
                absence.get(),
                idle && !built
                        ? "a card that it would run on lies idle; build with PANDERM_PROFILES=cuda13, see docs/gpu.md"
                        : "works, but without a card; see docs/gpu.md");
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
