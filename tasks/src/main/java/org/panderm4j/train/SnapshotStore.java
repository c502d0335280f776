package org.panderm4j.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.panderm4j.nn.train.Snapshot;
import org.panderm4j.weights.safetensors.SafetensorsWriter;

/**
 * The last and the best snapshot of a run, and the state in which it diverged if it did, each one safetensors file.
 *
 * <p>A file is written under a hidden name, forced to disk and renamed: whenever the process dies, the one before is there, whole.
 * The step, the numbers (bit for bit) and a checksum for each tensor are texts of the file's metadata.
 */
public final class SnapshotStore {
    static final String TASK = "training_snapshot_of";
    static final String STEP = "step";
    static final String LOGGED = "logged_bytes";
    static final String NUMBER = "number.";
    static final String CHECKSUM = "crc32c.";

    private static final String UNFINISHED = ".tmp"; // what SafetensorsWriter calls a file until it is whole
    private static final int BYTES_OF_AN_ENTRY = 400; // in the header: name (twice), shape, offsets, checksum

    /** Which one. */
    public enum Role {
        /** The newest: where a killed run goes on. */
        LAST,
        /** The one with the best evaluation so far. */
        BEST,
        /** The one in which the run ended because something was not finite: for looking at, not to go on from. */
        DIVERGED
    }

    private final Path folder;
    private final String task;
    private final Checksums checksums = new Checksums();
    /** The state that is in the best snapshot's file, if this has written it. */
    private Optional<State> best = Optional.empty();

    private record State(long step, Map<String, Double> numbers, long logged) {}

    /**
     * Touches nothing yet.
     *
     * @param folder of the snapshots; of nobody else
     * @param task what is trained, e.g. {@code pretrain}; a snapshot of another task is refused
     */
    public SnapshotStore(Path folder, String task) {
        this.folder = folder;
        this.task = task;
    }

    /** Where a snapshot lies, if there is one. */
    public Path file(Role role) {
        return folder.resolve(role.name().toLowerCase(Locale.ROOT) + ".safetensors");
    }

    /** Bytes of a snapshot with tensors of these shapes, rounded up. */
    public static long bytes(Collection<long[]> shapes) {
        return shapes.stream()
                .mapToLong(shape -> BYTES_OF_AN_ENTRY + 4 * LongStream.of(shape).reduce(1, Math::multiplyExact))
                .sum();
    }

    /**
     * Makes the folder, removes what a killed process left half-written in it, and looks whether all snapshots of the run will
     * have room.
     *
     * @param snapshotBytes of one, see {@link #bytes}
     * @throws IOException with one line when the folder cannot be written or the disk has not the room
     */
    public SnapshotSpace prepare(long snapshotBytes) throws IOException {
        SnapshotSpace.checkWritable(folder);
        long present = 0;
        try (Stream<Path> list = Files.list(folder)) {
            for (Path file : list.toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith(".") && name.endsWith(UNFINISHED)) {
                    Files.delete(file);
                } else if (isSnapshot(file) && !isSecondName(file)) {
                    present += Files.size(file);
                }
            }
        }
        SnapshotSpace space = SnapshotSpace.of(folder, snapshotBytes, present);
        space.check();
        return space;
    }

    private boolean isSnapshot(Path file) {
        return List.of(file(Role.LAST), file(Role.BEST)).contains(file);
    }

    private boolean isSecondName(Path file) throws IOException {
        return file.equals(file(Role.LAST)) && Files.exists(file(Role.BEST)) && Files.isSameFile(file, file(Role.BEST));
    }

    /**
     * Replaces a snapshot; one tensor at a time passes through a small buffer. The last one gets the best one's file as a second name
     * if it is of the same state: a step has but one.
     *
     * @param logged length of the metrics file at this moment: what lies beyond is cut off when the run goes on from here
     * @throws IOException when it cannot be written, in one line; the one before is still there then
     */
    public void write(Role role, Snapshot snapshot, long logged) throws IOException {
        Optional<State> state = Optional.of(new State(snapshot.step(), snapshot.numbers(), logged));
        if (role == Role.LAST && state.equals(best) && linkBest()) {
            return;
        }
        best = role == Role.BEST ? Optional.empty() : best;
        writeFile(role, snapshot, logged);
        best = role == Role.BEST ? state : best;
    }

    /** Whether the file store knows second names of files; else nothing has changed. */
    private boolean linkBest() throws IOException {
        if (Files.exists(file(Role.LAST)) && isSecondName(file(Role.LAST))) {
            return true; // moving a name onto another one of its file does nothing, and would leave it there
        }
        Path aside = folder.resolve("." + file(Role.LAST).getFileName() + "-link" + UNFINISHED);
        try {
            Files.deleteIfExists(aside);
            Files.createLink(aside, file(Role.BEST));
            Files.move(aside, file(Role.LAST), StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            Files.deleteIfExists(aside);
            return false;
        }
    }

    private void writeFile(Role role, Snapshot snapshot, long logged) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter()
                .describe(TASK, task)
                .describe(STEP, Long.toString(snapshot.step()))
                .describe(LOGGED, Long.toString(logged));
        snapshot.numbers().forEach((name, value) -> writer.describe(NUMBER + name, Double.toHexString(value)));
        for (Map.Entry<String, Snapshot.Values> tensor : snapshot.tensors().entrySet()) {
            writer.add(
                    tensor.getKey(),
                    tensor.getValue().shape(),
                    tensor.getValue().values());
            writer.describe(
                    CHECKSUM + tensor.getKey(), checksums.of(tensor.getValue().values()));
        }
        try {
            writer.write(file(role));
        } catch (IOException e) {
            throw new IOException(
                    file(role) + ": the snapshot of step " + snapshot.step() + " cannot be written ("
                            + SnapshotSpace.reason(e) + "); " + kept(role),
                    e);
        }
    }

    private String kept(Role role) {
        if (role == Role.DIVERGED) {
            return "the other snapshots are as they were";
        }
        String cure = "; make room or give write permission, then go on by --resume";
        try (StoredSnapshot before = StoredSnapshot.open(file(role), task)) {
            return "that of step " + before.step() + " is still there" + cure;
        } catch (IOException e) {
            return "there is none before it" + cure;
        }
    }

    /**
     * Opens a snapshot for reading; empty if there is none yet.
     *
     * @throws IOException when it is damaged or not one of this task, in one line
     */
    public Optional<StoredSnapshot> open(Role role) throws IOException {
        Path file = file(role);
        return Files.exists(file) ? Optional.of(StoredSnapshot.open(file, task)) : Optional.empty();
    }
}
