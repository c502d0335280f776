package org.panderm4j.weights.mapping;

/** The number of attention heads, which no shape tells. */
final class Heads {
    private Heads() {}

    /**
     * From {@code --arch}, else width / headWidth.
     *
     * @throws MappingException when neither gives a whole number
     */
    static int infer(HyperParameters parameters, int width, int headWidth) {
        if (!parameters.isGiven("heads") && width % headWidth != 0) {
            throw new MappingException("the number of attention heads cannot be told: width " + width
                    + " is no multiple of " + headWidth + "; give it with --arch, field heads");
        }
        return parameters.integer("heads", width / headWidth, "width / " + headWidth);
    }
}
