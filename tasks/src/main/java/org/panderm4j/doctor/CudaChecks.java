package org.panderm4j.doctor;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.panderm4j.nn.engine.Engines;
import org.panderm4j.nn.nd4j.BackendDecision;
import org.panderm4j.nn.nd4j.BackendGuard;
import org.panderm4j.nn.nd4j.Capability;
import org.panderm4j.nn.nd4j.CudaDevice;
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
     * @param devices what the engine for cards runs on; none where it cannot
     */
    static Finding gpu(CudaSurvey survey, NvidiaDriver driver, List<String> devices) {
        BackendDecision decision = BackendDecision.of(survey);
        String found = cards(survey, driver, devices) + decision.sentence();
        if (decision.warns()) {
            return Finding.warn(
                    SUBJECT, found, "works, but without a card; see docs/gpu.md for the build that uses it");
        }
        boolean idle = survey instanceof CudaSurvey.NoBackend && devices.isEmpty() && isForNd4j(driver);
        return idle
                ? Finding.warn(
                        SUBJECT,
                        found,
                        "a card that ND4J would run on lies idle; build with PANDERM_PROFILES=cuda-run,cuda-redist, "
                                + "or cuda-run where CUDA 11 is installed; see docs/gpu.md")
                : Finding.pass(SUBJECT, found);
    }

    /** Whether ND4J would run on the cards, and the engine for newer ones on none of them. */
    private static boolean isForNd4j(NvidiaDriver driver) {
        List<CudaDevice> cards =
                driver.cards().stream().flatMap(card -> card.device().stream()).toList();
        return cards.stream().noneMatch(card -> card.capability().compareTo(OLDEST) >= 0)
                && BackendDecision.of(new CudaSurvey.Devices(cards)).place() == BackendDecision.Place.CUDA;
    }

    /** The engine for cards, here. */
    static Finding engine(NvidiaDriver driver) {
        return engine(
                new Build(Engines.built(Engines.CUDA), BackendGuard.decision().place()),
                Engines.absence(Engines.CUDA),
                Engines.devices(Engines.CUDA),
                driver);
    }

    /**
     * What there is for cards.
     *
     * @param engine whether the engine's module is there
     * @param nd4j where ND4J runs
     */
    record Build(boolean engine, BackendDecision.Place nd4j) {}

    /**
     * Tells of it.
     *
     * @param build with its module or not
     * @param absence why it cannot run
     * @param devices what it runs on
     * @param driver asked where the engine cannot be
     */
    static Finding engine(Build build, Optional<String> absence, List<String> devices, NvidiaDriver driver) {
        if (absence.isEmpty()) {
            return Finding.pass(ENGINE, String.join("; ", devices));
        }
        boolean idle = build.nd4j() == BackendDecision.Place.PROCESSOR
                && driver.cards().stream()
                        .flatMap(card -> card.capability().stream())
                        .anyMatch(capability -> capability.compareTo(OLDEST) >= 0);
        if (!build.engine() && !idle) {
            return Finding.pass(ENGINE, absence.get());
        }
        return Finding.warn(
                ENGINE,
                absence.get(),
                idle && !build.engine()
                        ? "a card that it would run on lies idle; build with PANDERM_PROFILES=cuda13, see docs/gpu.md"
                        : "works, but without a card; see docs/gpu.md");
    }

    /** What the decision does not name itself. */
    private static String cards(CudaSurvey survey, NvidiaDriver driver, List<String> devices) {
        if (survey instanceof CudaSurvey.Devices found && !found.devices().isEmpty()) {
            return "";
        }
        String cards = driver.cards().stream().map(NvidiaDriver.Card::toString).collect(Collectors.joining("; "));
        if (!cards.isEmpty()) {
            return cards + "; ";
        }
        return devices.isEmpty() ? "none; " : "nvidia-smi does not answer, cards as of " + ENGINE + "; ";
    }
}
