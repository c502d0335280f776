package org.panderm4j.nn.nd4j;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.factory.Nd4jBackend;

/** Looks, once in a process, whether ND4J's CUDA backend may be used here. It can be asked before ND4J runs, and starts nothing. */
public final class BackendGuard {
    private static final String BACKEND = "org/nd4j/linalg/jcublas/JCublasBackend.class";
    private static final String LIBRARIES = "org/nd4j/linalg/jcublas/bindings/";

    /** What ND4J gives its CUDA backend by itself; its CPU backend gets 0. */
    private static final int USUAL_CUDA = 100;

    /** The variables that ND4J reads as numbers when its classes are loaded. */
    private static final List<String> PRIORITIES =
            List.of("BACKEND_PRIORITY_CPU", "BACKEND_PRIORITY_GPU", "BACKEND_PRIORITY_AURORA");

    private BackendGuard() {}

    /** Found out by whoever asks first. */
    private static final class Found {
        private static final CudaSurvey SURVEY = look(
                BackendGuard.class.getClassLoader(),
                Nd4jBackend.BACKEND_PRIORITY_CPU,
                Nd4jBackend.BACKEND_PRIORITY_GPU);
        private static final BackendDecision DECISION = BackendDecision.of(SURVEY);

        private Found() {}
    }

    /**
     * What was found here.
     *
     * @throws IllegalStateException as {@link #requirePriorities}
     */
    public static CudaSurvey survey() {
        requirePriorities();
        return Found.SURVEY;
    }

    /**
     * What follows from it, and what ND4J does.
     *
     * @throws IllegalStateException as {@link #requirePriorities}
     */
    public static BackendDecision decision() {
        requirePriorities();
        return Found.DECISION;
    }

    /**
     * To be asked before ND4J is touched, whose classes cannot be loaded where it cannot read what the environment asks of it.
     *
     * @throws IllegalStateException naming the variable that is no number
     */
    public static void requirePriorities() {
        unreadable(System.getenv()).ifPresent(reason -> {
            throw new IllegalStateException(reason);
        });
    }

    /** Which priority in an environment ND4J cannot read, in one line; an empty one is none to it. */
    static Optional<String> unreadable(Map<String, String> environment) {
        return PRIORITIES.stream()
                .filter(name -> !isNumber(environment.getOrDefault(name, "")))
                .map(name -> name + ": expected a whole number, found '" + environment.get(name) + "'")
                .findFirst();
    }

    /** As ND4J reads it. */
    private static boolean isNumber(String value) {
        try {
            if (!value.isEmpty()) {
                Integer.parseInt(value);
            }
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /**
     * Looks.
     *
     * @param processor priority that ND4J gives its CPU backend
     * @param cuda priority that it gives its CUDA backend
     */
    static CudaSurvey look(ClassLoader loader, int processor, int cuda) {
        if (loader.getResource(BACKEND) == null) {
            return new CudaSurvey.NoBackend();
        }
        if (processor >= cuda) {
            return new CudaSurvey.ProcessorAsked(
                    cuda < USUAL_CUDA ? "BACKEND_PRIORITY_GPU=" + cuda : "BACKEND_PRIORITY_CPU=" + processor);
        }
        String library = Loader.getPlatform() + "/" + System.mapLibraryName("jnind4jcuda");
        return loader.getResource(LIBRARIES + library) == null
                ? new CudaSurvey.NoLibraries()
                : cured(CudaRuntime.survey(loader), new NvidiaDriver());
    }

    /** Nobody should install CUDA 11 for cards for which ND4J has no code. */
    static CudaSurvey cured(CudaSurvey survey, NvidiaDriver driver) {
        if (!(survey instanceof CudaSurvey.NoRuntime)) {
            return survey;
        }
        List<CudaDevice> cards =
                driver.cards().stream().flatMap(one -> one.device().stream()).toList();
        return cards.stream().noneMatch(BackendDecision::has) && !cards.isEmpty()
                ? new CudaSurvey.Devices(cards)
                : survey;
    }
}
