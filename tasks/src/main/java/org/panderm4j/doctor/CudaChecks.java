package org.panderm4j.doctor;

import java.util.List;
import java.util.stream.Collectors;
import org.panderm4j.nn.nd4j.BackendDecision;
import org.panderm4j.nn.nd4j.CudaDevice;
import org.panderm4j.nn.nd4j.CudaSurvey;

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
        String cards = cards(survey, driver);
        String found = (cards.isEmpty() ? "none" : cards) + "; " + decision.sentence();
        return decision.warns()
                ? Finding.warn(SUBJECT, found, "works, but without a card; see docs/gpu.md for the build that uses it")
                : Finding.pass(SUBJECT, found);
    }

    private static String cards(CudaSurvey survey, NvidiaDriver driver) {
        return survey instanceof CudaSurvey.Devices found
                ? found.devices().stream().map(CudaDevice::toString).collect(Collectors.joining(", "))
                : driver.cards().stream().map(CudaChecks::card).collect(Collectors.joining("; "));
    }

    /** Of index, name and capability, parted by commas. */
    private static String card(String line) {
        List<String> parts = List.of(line.split(",\\s*", 3));
        return parts.size() == 3
                ? parts.get(1) + ", device " + parts.get(0) + " (compute capability " + parts.get(2) + ")"
                : line;
    }
}
