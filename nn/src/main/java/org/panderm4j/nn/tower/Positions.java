package org.panderm4j.nn.tower;

/** How the tokens of a picture know where they are. */
public sealed interface Positions {
    /** A learned vector for each token of a grid of fixed size, added to it. */
    record Table() implements Positions {}

    /**
     * Nothing is added; blocks whose attention says so rotate queries and keys of the patches by angles that grow with the
     * patch's coordinates (Su et al. 2021; axial form of DINOv3, Siméoni et al. 2025). Any grid will do.
     *
     * @param base the lowest frequency is about 1 / base, the highest 1
     */
    record Rotary(double base) implements Positions {
        public Rotary {
            if (!(base > 0)) {
                throw new IllegalArgumentException("expected a positive base of the rotary positions, found " + base);
            }
        }
    }
}
