package org.panderm4j.nn.linear;

/** Where the cubic through two points with their slopes is least. */
final class Cubic {
    private Cubic() {}

    /** The least point between the limits; their middle where the cubic has none. */
    static double minimum(Trial first, Trial second, double lowest, double highest) {
        Trial left = first.step() <= second.step() ? first : second;
        Trial right = first.step() <= second.step() ? second : first;
        double width = right.step() - left.step();
        double d1 = left.slope() + right.slope() - 3 * (left.value() - right.value()) / (left.step() - right.step());
        double square = d1 * d1 - left.slope() * right.slope();
        if (!(square >= 0)) {
            return (lowest + highest) / 2;
        }
        double d2 = Math.sqrt(square);
        double least = right.step() - width * ((right.slope() + d2 - d1) / (right.slope() - left.slope() + 2 * d2));
        return Math.min(Math.max(least, lowest), highest);
    }
}
