package org.panderm4j.data.resample;

/** How a new sample is made from old ones; the antialiasing width follows the scale when a picture shrinks. */
public enum Filter {
    NEAREST(0) {
        @Override
        double weight(double x) {
            throw new IllegalStateException("nearest neighbour picks samples, it has no weights");
        }
    },
    BILINEAR(1) {
        @Override
        double weight(double x) {
            double distance = Math.abs(x);
            return distance < 1 ? 1 - distance : 0;
        }
    },
    /** Keys' cubic with a = -0.5. */
    BICUBIC(2) {
        @Override
        double weight(double x) {
            double a = -0.5;
            double distance = Math.abs(x);
            if (distance < 1) {
                return ((a + 2) * distance - (a + 3)) * distance * distance + 1;
            }
            return distance < 2 ? (((distance - 5) * distance + 8) * distance - 4) * a : 0;
        }
    };

    private final double radius;

    Filter(double radius) {
        this.radius = radius;
    }

    /** Reach to either side in samples of the coarser grid. */
    double radius() {
        return radius;
    }

    abstract double weight(double x);
}
