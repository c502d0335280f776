package org.panderm4j.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps other processes out of a run's folder, until it is closed or the process ends. */
final class RunLock implements AutoCloseable {
    static final String NAME = ".run-lock";

    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes it.
     *
     * @throws IOException in one line when another run has it
     */
    static RunLock take(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return new RunLock(channel);
            }
        } catch (OverlappingFileLockException e) {
            // Another run of this very process: the same answer as for another process.
        }
        channel.close();
        throw new IOException(
                folder + ": another process is working in this folder; wait for it or choose another --out");
    }

    boolean isHeld() {
        return channel.isOpen();
    }

    /** Lets others in; its file stays. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
