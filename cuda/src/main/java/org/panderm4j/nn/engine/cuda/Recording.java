package org.panderm4j.nn.engine.cuda;

/** Work that was queued once and is then started as a whole. */
interface Recording extends AutoCloseable {
    /** Queues all of it. */
    void start();

    @Override
    void close();
}
