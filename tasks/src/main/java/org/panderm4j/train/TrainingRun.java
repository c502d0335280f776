package org.panderm4j.train;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.nn.train.Snapshot;
import org.panderm4j.run.FailureJournal;
import org.panderm4j.run.OpenResources;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunFolder;

/**
 * The part of a run folder that a training run fills while it is at work: {@code metrics.jsonl}, {@code tensorboard/},
 * {@code snapshots/}; and what it shows meanwhile.
 *
 * <p>Whenever the process dies, the run goes on from the last snapshot as if nothing had happened: metrics of later steps are cut
 * off, TensorBoard is told to drop them, and inputs that had been skipped by then are again among the failures of the run folder.
 */
public final class TrainingRun implements AutoCloseable {
    private static final String SNAPSHOTS = "snapshots";

    /**
     * What the files and the display need to know about a run.
     *
     * @param task what is trained, e.g. {@code pretrain}
     * @param steps of the whole run
     * @param unit of what a step takes, e.g. {@code pairs}
     * @param logEvery one step in how many gets a line and a point in TensorBoard; its own figures, no means; 0 for a run that is
     *     told of by epochs, whose evaluations are their figures
     */
    public record Settings(String task, long steps, String unit, long logEvery) {
        public Settings {
            if (steps < 0 || logEvery < 0) {
                throw new IllegalArgumentException("expected steps from 0 and a line every 0 or more of them, found "
                        + steps + " and " + logEvery);
            }
        }

        boolean byEpoch() {
            return logEvery == 0;
        }
    }

    private final Settings settings;
    private final SnapshotStore store;
    private final SnapshotSpace space;
    private final Metrics metrics;
    private final FailureJournal failures;
    private final TensorBoardEvents events;
    private final StepClock clock;
    private final TrainingDisplay display;
    private final long resumedFrom;
    private final OpenResources opened;

    private TrainingRun(
            Settings settings,
            SnapshotStore store,
            SnapshotSpace space,
            Metrics metrics,
            FailureJournal failures,
            TensorBoardEvents events,
            StepClock clock,
            TrainingDisplay display,
            long resumedFrom,
            OpenResources opened) {
        this.settings = settings;
        this.store = store;
        this.space = space;
        this.metrics = metrics;
        this.failures = failures;
        this.events = events;
        this.clock = clock;
        this.display = display;
        this.resumedFrom = resumedFrom;
        this.opened = opened;
    }

    /**
     * Makes sure that the run's files can be written, and cuts them back to the last snapshot if there is one.
     *
     * @param snapshotBytes of one snapshot, see {@link SnapshotStore#bytes}
     * @throws IOException in one line when the disk has not the room, the folder cannot be written, or the last snapshot is
     *     damaged
     */
    public static TrainingRun open(RunFolder run, Settings settings, long snapshotBytes, ProgressReport progress)
            throws IOException {
        SnapshotStore store = new SnapshotStore(run.path().resolve(SNAPSHOTS), settings.task());
        SnapshotSpace space = store.prepare(snapshotBytes);
        long done = 0;
        long logged = 0;
        Optional<StoredSnapshot> last = store.open(SnapshotStore.Role.LAST);
        if (last.isPresent()) {
            try (StoredSnapshot snapshot = last.get()) {
                done = snapshot.step();
                logged = snapshot.logged();
            }
        }
        Path file = run.path().resolve(Metrics.NAME);
        OpenResources opened = new OpenResources();
        try {
            Metrics metrics = opened.add(Metrics.open(file, logged));
            FailureJournal failures = opened.add(
                    FailureJournal.open(run.path().resolve(SNAPSHOTS), run.failures(), last.isPresent() ? done : -1));
            StepClock clock =
                    new StepClock(System::nanoTime, MetricsHistory.read(file).seconds());
            TensorBoardEvents events = opened.add(
                    TensorBoardEvents.create(run.path().resolve(TensorBoardEvents.FOLDER), done, Clock.systemUTC()));
            return new TrainingRun(
                    settings,
                    store,
                    space,
                    metrics,
                    failures,
                    events,
                    clock,
                    new TrainingDisplay(progress, settings, done),
                    done,
                    opened);
        } catch (IOException | RuntimeException | Error e) {
            opened.closeAfter(e);
            throw e;
        }
    }

    /** Disk that the snapshots need. */
    public SnapshotSpace space() {
        return space;
    }

    /** Steps that earlier parts of the run have done. */
    public long resumedFrom() {
        return resumedFrom;
    }

    /** The state to go on from, in its file, to be closed by the caller; empty where a run begins. */
    public Optional<StoredSnapshot> last() throws IOException {
        return store.open(SnapshotStore.Role.LAST);
    }

    /** The state with the best evaluation, in its file, to be closed by the caller; empty if none was kept. */
    public Optional<StoredSnapshot> best() throws IOException {
        return store.open(SnapshotStore.Role.BEST);
    }

    /** Where a state lies, or would. */
    public Path file(SnapshotStore.Role role) {
        return store.file(role);
    }

    /** Takes note of a finished step. */
    public void stepped(StepFigures figures) throws IOException {
        double rate = clock.step(figures.items());
        if (isLogged(figures.step())) {
            metrics.step(figures, rate, clock.seconds());
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("train/loss", figures.loss());
            figures.parts().forEach((name, value) -> values.put("train/" + name, value));
            values.put("train/learning_rate", figures.learningRate());
            figures.gradientNorm().ifPresent(norm -> values.put("train/gradient_norm", norm));
            values.put("train/items_per_second", rate);
            events.scalars(figures.step(), values);
        }
        display.stepped(figures, rate);
    }

    private boolean isLogged(long step) {
        return !settings.byEpoch() && (step % settings.logEvery() == 0 || step == settings.steps());
    }

    /** Takes note of an evaluation, or of an epoch. */
    public void evaluated(EvaluationFigures figures) throws IOException {
        Map<String, Double> values = new LinkedHashMap<>();
        if (settings.byEpoch()) {
            metrics.epoch(figures, settings.unit(), clock.lap(), clock.seconds());
            values.putAll(figures.values());
        } else {
            metrics.evaluation(figures, clock.seconds());
            figures.values().forEach((name, value) -> values.put("validation/" + name, value));
        }
        events.scalars(figures.step(), values);
        display.evaluated(figures);
        clock.pause();
    }

    /** Keeps a state. When this returns it is on disk, and the metrics and failures up to here are too. */
    public void keep(SnapshotStore.Role role, Snapshot snapshot) throws IOException {
        metrics.force();
        if (role == SnapshotStore.Role.LAST) {
            failures.commit(snapshot.step());
        }
        store.write(role, snapshot, metrics.length());
        clock.pause();
    }

    @Override
    public void close() throws IOException {
        opened.close();
    }
}
