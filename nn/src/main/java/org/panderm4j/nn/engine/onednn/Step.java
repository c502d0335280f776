package org.panderm4j.nn.engine.onednn;

/** One thing that a program does. */
interface Step extends AutoCloseable {
    /**
     * Does it.
     *
     * @param call inputs, results and scratch memory of this run
     */
    void run(Call call);

    /**
     * Learns where the scratch memory lies; called before the first run and whenever it has moved.
     *
     * @param bases its addresses
     */
    default void bind(Workspace.Bases bases) {}

    @Override
    default void close() {}
}
