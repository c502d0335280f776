package org.panderm4j.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The folder of one run, from its first file to {@code run.json}.
 *
 * <p>Nothing that was in the folder before is ever replaced: a folder with other files, another run or a finished run is
 * refused. Results appear whole, by renaming; {@code run.json} comes last, so a folder without it was interrupted. One
 * process at a time works in a folder.
 */
public final class RunFolder implements AutoCloseable {
    static final String PLAN = ".run-plan.json";
    static final String RECORD = RunRecord.NAME;
    private static final String FAILURES = "failures.csv";

    /** Writes one result to the path it is given. */
    @FunctionalInterface
    public interface ResultWriter {
        void writeTo(Path file) throws IOException;
    }

    private final Path folder;
    private final RunPlan plan;
    private final RunLock lock;
    private final RunTraces traces;
    private final Failures failures = new Failures();
    private final Instant started = Instant.now();
    private final long startedNanos = System.nanoTime();
    private boolean resumed;
    private boolean finished;

    private RunFolder(Path folder, RunPlan plan, RunLock lock, boolean existed) {
        this.folder = folder;
        this.plan = plan;
        this.lock = lock;
        this.traces = new RunTraces(folder, existed);
    }

    /**
     * Begins a run, or goes on with an interrupted one.
     *
     * @param folder made when missing
     * @param resume whether an interrupted run of the same plan is to go on; an empty folder begins a new one either way
     * @throws IOException with one line that says why the folder cannot be used and what to do
     */
    public static RunFolder open(Path folder, RunPlan plan, boolean resume) throws IOException {
        if (Files.isSymbolicLink(folder) && Files.notExists(folder)) {
            throw new IOException(folder + ": expected a folder for --out, found a link to "
                    + Files.readSymbolicLink(folder) + ", which does not exist");
        }
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IOException(folder + ": expected a folder for --out, found a file");
        }
        boolean existed = Files.exists(folder);
        Files.createDirectories(folder);
        if (Files.exists(folder.resolve(RunLock.NAME))) {
            RunLock.take(folder).close(); // a run in progress is not to be taken for an interrupted one
        }
        // Looked at before anything is written, so that a refused folder stays as it was.
        refuseUnfit(folder, RunState.of(folder), plan, resume);
        RunLock lock = RunLock.take(folder);
        try {
            RunFolder run = new RunFolder(folder, plan, lock, existed);
            run.begin(plan, resume);
            return run;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Whether a run lies finished in a folder, with nothing opened or written: for what is there as a whole or not at all.
     *
     * @throws IOException in one line when what lies finished there is another run
     */
    public static boolean isFinished(Path folder, RunPlan plan) throws IOException {
        if (!Files.isDirectory(folder) || RunState.of(folder).kind() != RunState.Kind.FINISHED) {
            return false;
        }
        checkSame(folder, RECORD, "a finished", plan, true);
        return true;
    }

    private void begin(RunPlan plan, boolean resume) throws IOException {
        RunState state = RunState.of(folder); // again: another process may have been here before the lock was ours
        refuseUnfit(folder, state, plan, resume);
        resumed = state.kind() == RunState.Kind.INTERRUPTED;
        finished = state.kind() == RunState.Kind.FINISHED;
        if (finished) {
            traces.delete();
        } else if (!resumed) {
            AsideFile.write(folder.resolve(PLAN), RunRecord.ofPlan(plan));
        }
    }

    private static void refuseUnfit(Path folder, RunState state, RunPlan plan, boolean resume) throws IOException {
        switch (state.kind()) {
            case EMPTY -> {}
            case FOREIGN ->
                throw new IOException(folder + ": expected an empty folder for --out, found " + some(state.names())
                        + "; choose another --out");
            case INTERRUPTED -> checkSame(folder, PLAN, "an interrupted", plan, resume);
            case FINISHED -> checkSame(folder, RECORD, "a finished", plan, resume);
        }
    }

    private static void checkSame(Path folder, String record, String what, RunPlan plan, boolean resume)
            throws IOException {
        RunPlan earlier = RunRecord.readPlan(folder.resolve(record));
        String found = folder + ": holds " + what + " run of '" + earlier.command() + "'";
        if (!resume) {
            throw new IOException(
                    found + "; choose another --out" + (record.equals(PLAN) ? ", or go on with it by --resume" : ""));
        }
        String difference = plan.differenceTo(earlier).orElse("");
        if (!difference.isEmpty()) {
            throw new IOException(found + " that --resume cannot continue: " + difference
                    + "; repeat it as it was, or choose another --out");
        }
    }

    private static String some(List<String> names) {
        int shown = Math.min(3, names.size());
        return String.join(", ", names.subList(0, shown))
                + (names.size() > shown ? " and " + (names.size() - shown) + " more" : "");
    }

    public Path path() {
        return folder;
    }

    /** Whether the run goes on where an interrupted one stopped. */
    public boolean isResumed() {
        return resumed;
    }

    /** Whether this very run was done before and {@code resume} was asked for: there is nothing left to do. */
    public boolean isFinished() {
        return finished;
    }

    /** Inputs skipped so far; they become {@code failures.csv}. */
    public Failures failures() {
        return failures;
    }

    /**
     * Writes a result aside and puts it in its place when it is whole.
     *
     * @param name relative to the folder, such as {@code predictions/pad.csv}; sub-folders are made
     */
    public void write(String name, ResultWriter writer) throws IOException {
        try {
            writer.writeTo(aside(name));
            publish(name);
        } catch (IOException e) {
            throw AsideFile.named(place(name), e);
        }
    }

    /** Where a result that takes long may be written until {@link #publish}; it outlives an interruption. */
    public Path aside(String name) throws IOException {
        Path target = place(name);
        Files.createDirectories(target.getParent());
        return AsideFile.of(target);
    }

    /** Where a result's journal lies: it outlives an interruption, and goes when the run is finished. */
    public Path journal(String name) throws IOException {
        Path target = place(name);
        Files.createDirectories(target.getParent());
        return target.resolveSibling("." + target.getFileName() + Journal.SUFFIX);
    }

    /** Puts what was written at {@link #aside} in its place. */
    public void publish(String name) throws IOException {
        AsideFile.publish(place(name));
    }

    Path place(String name) {
        Path target = folder.resolve(name).normalize();
        if (!target.startsWith(folder.normalize())
                || target.getFileName().toString().startsWith(".")) {
            throw new IllegalArgumentException("expected a result's name inside the run folder, found " + name);
        }
        return target;
    }

    /** Writes {@code failures.csv} if anything failed, then {@code run.json}, and removes the traces of the work. */
    public void finish(RunFacts facts) throws IOException {
        int failed = failures.list().size();
        if (failed > 0) {
            write(FAILURES, failures::write);
        } else {
            // An earlier attempt may have come as far as its failures, and this one had none.
            Files.deleteIfExists(folder.resolve(FAILURES));
        }
        Duration wall = Duration.ofNanos(System.nanoTime() - startedNanos);
        byte[] record = RunRecord.ofRun(plan, facts, started, wall, resumed, failed);
        write(RECORD, file -> Files.write(file, record));
        finished = true;
        traces.delete();
    }

    /** Ends a run that has nothing to keep: all of its traces go, and the folder with them if it was made for this run. */
    public void abandon() throws IOException {
        finished = true;
        traces.delete();
        close();
        traces.deleteEmptyFolders();
    }

    /** Lets the folder go. A run that failed before its first result or batch leaves nothing of itself. */
    @Override
    public void close() throws IOException {
        if (!lock.isHeld()) {
            return;
        }
        boolean worthless = !finished && !traces.holdWork();
        try (lock) {
            if (worthless) {
                traces.delete();
            }
            Files.deleteIfExists(folder.resolve(RunLock.NAME));
        }
        if (worthless) {
            traces.deleteEmptyFolders();
        }
    }
}
