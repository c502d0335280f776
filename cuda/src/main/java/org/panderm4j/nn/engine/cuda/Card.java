package org.panderm4j.nn.engine.cuda;

/** A card in use: its memory, work that it does in order, ways to it and back. A thread calls {@link #enter} before anything else. */
interface Card extends WorkQueue, AutoCloseable {
    /** Makes this thread's calls go to this card. */
    void enter();

    Memory memory();

    /** Waits until all that was queued is done. */
    void finish();

    /** Records what {@code work} queues; nothing of it is done yet. */
    Recording record(Runnable work);

    /** Milliseconds on the card between what was queued before and after {@code work} is queued; waits for it. */
    double time(Runnable work);

    /** A way for inputs, closed with this card. */
    Uplink uplink();

    /** A way back for outputs, closed with this card. */
    Downlink downlink();

    /** Gives everything back; a second time it does nothing. */
    @Override
    void close();
}
