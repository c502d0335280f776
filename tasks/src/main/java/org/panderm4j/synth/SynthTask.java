package org.panderm4j.synth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.panderm4j.data.synth.DemoWorld;
import org.panderm4j.data.synth.WorldFiles;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunFacts;
import org.panderm4j.run.RunFolder;
import org.panderm4j.run.RunPlan;

/** Writes a demo world into a run folder; pictures are drawn on all cores. */
public final class SynthTask {
    /** Files that are drawn between one report of progress and the next. */
    private static final int AT_ONCE = 64;

    private final ProgressReport progress;

    public SynthTask(ProgressReport progress) {
        this.progress = progress;
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
            List<WorldFiles.Entry> files = WorldFiles.of(world, size);
            ProgressReport.Step step = progress.begin("synth", "files", files.size());
            for (int from = 0; from < files.size(); from += AT_ONCE) {
                int to = Math.min(from + AT_ONCE, files.size());
                write(run, files.subList(from, to));
                step.reach(to);
            }
            run.finish(new RunFacts(Map.of(), Map.of()));
            return true;
        }
    }

    private static void write(RunFolder run, List<WorldFiles.Entry> files) throws IOException {
        try {
            files.parallelStream()
                    .filter(file -> !Files.exists(run.path().resolve(file.name())))
                    .forEach(file -> write(run, file));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void write(RunFolder run, WorldFiles.Entry file) {
        try {
            byte[] bytes = file.bytes().get();
            run.write(file.name(), place -> Files.write(place, bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
