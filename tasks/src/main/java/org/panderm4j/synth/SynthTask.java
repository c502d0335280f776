package org.panderm4j.synth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import org.panderm4j.data.synth.DemoWorld;
import org.panderm4j.data.synth.WorldFiles;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunFacts;
import org.panderm4j.run.RunFolder;
import org.panderm4j.run.RunPlan;

/** Writes a demo world into a run folder; pictures are drawn in parallel. */
public final class SynthTask {
    /** Files that are drawn between one report of progress and the next. */
    private static final int AT_ONCE = 64;

    private final ProgressReport progress;
    private final int threads;

    /**
     * @param threads that draw; 0 for as many as there are cores
     */
    public SynthTask(ProgressReport progress, int threads) {
        this.progress = progress;
        this.threads = Math.min(AT_ONCE, threads == 0 ? Runtime.getRuntime().availableProcessors() : threads);
    }

    /**
     * Runs, or goes on with an interrupted run: a file that is there is whole and stays.
     *
     * @param size of the pictures, in pixels
     * @return whether there was anything to do
     */
    public boolean run(DemoWorld world, int size, Path out, RunPlan plan, boolean resume) throws IOException {
        try (RunFolder run = RunFolder.open(out, plan, resume)) {
            if (run.isFinished()) {
                return false;
            }
            write(run, WorldFiles.of(world, size));
            run.finish(new RunFacts(Map.of(), Map.of()));
            return true;
        }
    }

    private void write(RunFolder run, List<WorldFiles.Entry> files) throws IOException {
        ProgressReport.Step step = progress.begin("synth", "files", files.size());
        // A parallel stream runs in the pool of the thread that begins it.
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            for (int from = 0; from < files.size(); from += AT_ONCE) {
                int to = Math.min(from + AT_ONCE, files.size());
                List<WorldFiles.Entry> some = files.subList(from, to);
                pool.submit(() -> some.parallelStream().forEach(file -> writeIfAbsent(run, file)))
                        .join();
                step.reach(to);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            pool.shutdown();
        }
    }

    private static void writeIfAbsent(RunFolder run, WorldFiles.Entry file) {
        if (Files.exists(run.path().resolve(file.name()))) {
            return;
        }
        try {
            byte[] bytes = file.bytes().get();
            run.write(file.name(), place -> Files.write(place, bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
