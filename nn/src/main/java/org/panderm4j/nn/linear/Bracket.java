package org.panderm4j.nn.linear;

/** Two trials between which a good step lies. Of equal ones the first is the low one. */
final class Bracket {
    private final Trial[] ends;
    private int low;

    Bracket(Trial first, Trial second) {
        this.ends = new Trial[] {first, second};
        order();
    }

    private void order() {
        low = ends[0].value() <= ends[1].value() ? 0 : 1;
    }

    Trial low() {
        return ends[low];
    }

    private Trial high() {
        return ends[1 - low];
    }

    double least() {
        return Math.min(ends[0].step(), ends[1].step());
    }

    double most() {
        return Math.max(ends[0].step(), ends[1].step());
    }

    double width() {
        return most() - least();
    }

    /** Where the cubic through both ends is least. */
    double minimum() {
        return Cubic.minimum(ends[0], ends[1], least(), most());
    }

    /** A trial above the low end takes the place of the other one. */
    void replaceHigh(Trial trial) {
        ends[1 - low] = trial;
        order();
    }

    /** A trial below the low end takes its place; the old one stays where the slope points away from the high end. */
    void replaceLow(Trial trial) {
        if (trial.slope() * (high().step() - low().step()) >= 0) {
            ends[1 - low] = low();
        }
        ends[low] = trial;
    }
}
