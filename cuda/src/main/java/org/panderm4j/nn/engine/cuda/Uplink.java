package org.panderm4j.nn.engine.cuda;

/** The way of inputs to a card. */
interface Uplink {
    /**
     * Puts a part's inputs onto their way to where its program reads them; returns before they are there.
     *
     * @param target on the card
     * @throws CudaException.OutOfMemory when the card has no room for them
     */
    void send(Inputs inputs, Part part, long target);

    /** Gives back the card's memory that it holds; nothing may be on its way. */
    void shrink();
}
