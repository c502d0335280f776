package org.panderm4j.train;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The room on disk that a run's snapshots take: the last one, the best one, and one that is being written. A state that diverged
 * takes the room of the one being written, for nothing more is written then.
 *
 * @param folder of the snapshots
 * @param needed bytes beyond those that are there already
 * @param usable bytes that the file store gives this process
 */
public record SnapshotSpace(Path folder, long needed, long usable) {
    private static final int FILES = 3;
    private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB"};

    static SnapshotSpace of(Path folder, long snapshotBytes, long present) throws IOException {
        long needed = Math.max(snapshotBytes, Math.multiplyExact(FILES, snapshotBytes) - present);
        return new SnapshotSpace(folder, needed, Files.getFileStore(folder).getUsableSpace());
    }

    /** Makes the folder and writes to it, since permissions alone do not tell whether that works. */
    static void checkWritable(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
            Path probe = Files.createTempFile(folder, ".probe", ".tmp");
            try {
                Files.write(probe, new byte[1]);
            } finally {
                Files.delete(probe);
            }
        } catch (IOException e) {
            throw new IOException(
                    folder + ": snapshots cannot be written here (" + reason(e) + "); choose another --out", e);
        }
    }

    /** Refuses too small a disk. */
    void check() throws IOException {
        if (usable < needed) {
            throw new IOException(folder + ": expected " + readable(needed)
                    + " of free disk for two snapshots and one being written, found " + readable(usable)
                    + "; make room or choose another --out");
        }
    }

    /** For the log at the start of a run. */
    public String sentence() {
        return "snapshots need " + readable(needed) + " of disk, " + readable(usable) + " are free";
    }

    /** Why a file could not be written, without its name, which the message begins with. */
    static String reason(IOException error) {
        if (error instanceof AccessDeniedException) {
            return "permission denied";
        }
        boolean named = error instanceof FileSystemException file && file.getReason() != null;
        return named ? ((FileSystemException) error).getReason() : String.valueOf(error.getMessage());
    }

    private static String readable(long bytes) {
        int unit = 0;
        double value = bytes;
        while (value >= 1000 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
    }
}
