package org.panderm4j.nn.train.optimizer;

/** Keeps gradients from being too large. */
@FunctionalInterface
public interface Clipping {
    /**
     * Changes the gradients; those that are not finite are left as they are.
     *
     * @return their norm before; not finite exactly if a gradient is not
     */
    double apply(Gradients gradients);

    /** Leaves gradients as they are. */
    static Clipping none() {
        return Gradients::norm;
    }

    /**
     * Multiplies all gradients by {@code min(1, most / (norm + 1e-6))}.
     *
     * @param most largest norm of all gradients together, above 0
     */
    static Clipping globalNorm(double most) {
        checkPositive(most);
        return gradients -> {
            double norm = gradients.norm();
            double factor = most / (norm + 1e-6);
            if (Double.isFinite(norm) && factor < 1) {
                gradients.multiply(factor);
            }
            return norm;
        };
    }

    /**
     * Cuts each gradient to between {@code -most} and {@code most}.
     *
     * @param most above 0
     */
    static Clipping value(double most) {
        checkPositive(most);
        return gradients -> {
            double norm = gradients.norm();
            if (Double.isFinite(norm)) {
                gradients.clamp(most);
            }
            return norm;
        };
    }

    private static void checkPositive(double most) {
        if (!(most > 0)) {
            throw new IllegalArgumentException("expected a limit of gradients above 0, found " + most);
        }
    }
}
