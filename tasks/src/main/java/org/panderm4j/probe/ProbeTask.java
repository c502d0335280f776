package org.panderm4j.probe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.data.table.ProbeTable;
import org.panderm4j.data.table.Split;
import org.panderm4j.nn.train.Workers;
import org.panderm4j.run.Digests;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunFacts;
import org.panderm4j.run.RunFolder;
import org.panderm4j.run.RunPlan;

/** Probes features and writes {@code summary.csv}, {@code results.json}, predictions, heads and {@code report.html}. */
public final class ProbeTask {
    private final ProbeSettings settings;
    private final FeatureSource features;
    private final ProgressReport progress;
    private final int threads;

    /** What is known of the run's environment when the features are there: versions, digest of the model. */
    @FunctionalInterface
    public interface Facts {
        RunFacts with(Map<String, String> digests) throws IOException;
    }

    /**
     * @param threads of all but the products
     */
    public ProbeTask(ProbeSettings settings, FeatureSource features, int threads, ProgressReport progress) {
        this.settings = settings;
        this.features = features;
        this.threads = threads;
        this.progress = progress;
    }

    /**
     * Runs, or goes on with an interrupted run.
     *
     * @return empty if the run was finished before
     * @throws IOException when the rows cannot be probed; features that were computed stay for {@code --resume}
     */
    public Optional<ProbeResult> run(ProbeTable table, Path out, RunPlan plan, boolean resume, Facts facts)
            throws IOException {
        try (RunFolder run = RunFolder.open(out, plan, resume)) {
            if (run.isFinished()) {
                return Optional.empty();
            }
            ProbeResult result = probe(table, run);
            new ProbeFiles(run, settings, plan).write(result);
            run.finish(facts.with(Map.of("table", Digests.ofFile(table.table().file()))));
            return Optional.of(result);
        }
    }

    private ProbeResult probe(ProbeTable table, RunFolder run) throws IOException {
        FeatureSource.Found found = features.of(table, run, progress);
        LabelledFeatures all = new LabelledFeatures(found.rows(), found.features());
        ClassCheck check = new ClassCheck(table, all);
        check.requireFit();
        checkValidation(table, all);
        run.failures()
                .addAll(found.failures().stream()
                        .filter(failure -> !run.failures().list().contains(failure))
                        .toList());
        ProbeRows rows = new ProbeRows(table, all, settings, found.origin());
        List<ShareResult> shares = shares(rows);
        List<String> notes = new ArrayList<>();
        check.testNote().ifPresent(notes::add);
        check.groupNote().ifPresent(notes::add);
        shares.forEach(share -> collapse(share).ifPresent(notes::add));
        return new ProbeResult(
                table, rows.test().rows(), shares, found.failures(), notes, found.origin(), all.features()[0].length);
    }

    private void checkValidation(ProbeTable table, LabelledFeatures all) throws IOException {
        if (settings.sweep().isPresent() && all.of(Split.VAL).size() == 0) {
            throw new IOException(table.table().file()
                    + ": expected rows with split val, which a sweep chooses C on, found none; leave the sweep out");
        }
    }

    private List<ShareResult> shares(ProbeRows rows) {
        int fits = settings.shares().size()
                * settings.sweep().map(sweep -> sweep.costs().size()).orElse(1);
        List<ShareResult> results = new ArrayList<>();
        try (Workers workers = new Workers(threads)) {
            ShareProbe probe = new ShareProbe(settings, rows, workers, progress.begin("probe", "fits", fits));
            for (double share : settings.shares()) {
                results.add(probe.run(share));
            }
        }
        return results;
    }

    private static Optional<String> collapse(ShareResult share) {
        return share.collapsed()
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "at %s of the training rows the penalty holds all weights at 0 (the features pull with %.3g, it"
                                + " holds with %.3g): the head knows the classes' shares only; use a larger C or another"
                                + " penalty",
                        ProbeFiles.percent(share.share()),
                        share.fit().pull(),
                        share.fit().strength()))
                : Optional.empty();
    }
}
