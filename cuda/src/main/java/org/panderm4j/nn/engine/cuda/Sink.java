package org.panderm4j.nn.engine.cuda;

/** Takes outputs as they are made. */
@FunctionalInterface
interface Sink {
    /** Nothing is wanted but what stays where it is. */
    Sink NONE = (name, address, values) -> {};

    /**
     * Takes one.
     *
     * @param name of the output
     * @param address float32 values on the card, overwritten by what is queued next
     * @param values of all sequences together
     */
    void take(String name, long address, long values);
}
