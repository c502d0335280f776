package org.panderm4j.nn.engine.cuda;

/** The way of outputs back from a card; they are there when everything queued is done. */
interface Downlink extends Region {
    /**
     * Makes room in the host's memory; what was there is lost, and nothing may be on its way.
     *
     * @throws CudaException when the system has none
     */
    void reserve(long bytes);

    /**
     * Queues a copy.
     *
     * @param address on the card
     * @param offset in the room
     */
    void fetch(long address, long offset, long bytes);
}
