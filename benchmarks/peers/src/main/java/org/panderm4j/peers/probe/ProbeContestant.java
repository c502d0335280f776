package org.panderm4j.peers.probe;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Who fits. */
enum ProbeContestant {
    /** This project's L-BFGS in double precision. */
    PANDERM4J,
    /** Stochastic gradients with AdaGrad, a row at a time on one thread, without a penalty. */
    TRIBUO_SGD,
    /** L-BFGS on features in double precision. */
    SCIKIT_LEARN_F64,
    /** The same in single precision. */
    SCIKIT_LEARN_F32;

    /** The name on the command line. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean isPython() {
        return this == SCIKIT_LEARN_F64 || this == SCIKIT_LEARN_F32;
    }

    /** What NumPy calls the features' type. */
    String precision() {
        return this == SCIKIT_LEARN_F32 ? "float32" : "float64";
    }

    static List<String> ids() {
        return Arrays.stream(values()).map(ProbeContestant::id).toList();
    }

    /**
     * The one of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    static ProbeContestant of(String id) {
        return Arrays.stream(values())
                .filter(contestant -> contestant.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "expected a contestant of " + String.join(", ", ids()) + ", found '" + id + "'"));
    }
}
