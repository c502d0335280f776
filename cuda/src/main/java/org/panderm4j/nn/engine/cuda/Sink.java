package org.panderm4j.nn.engine.cuda;

/** Takes outputs as they are made. */
interface Sink {
    /** Nothing is wanted but what stays where it is. */
    Sink NONE = new Sink() {
        @Override
        public boolean wants(String name) {
            return false;
        }

        @Override
        public void take(String name, long address) {
            // stays where it is
        }
    };

    /** Whether an output has to be made even if nothing else needs it. */
    boolean wants(String name);

    /**
     * Offers one.
     *
     * @param name of the output
     * @param address float32 values on the card, overwritten by what is queued next
     */
    void take(String name, long address);
}
