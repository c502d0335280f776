package org.panderm4j.cbm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.panderm4j.data.random.MersenneTwister;
import org.panderm4j.data.random.SolverSeed;
import org.panderm4j.data.sampling.StratifiedSplit;
import org.panderm4j.eval.BinaryMetrics;
import org.panderm4j.eval.Predictions;
import org.panderm4j.eval.ThresholdCurve;
import org.panderm4j.nn.linear.L1Sgd;
import org.panderm4j.nn.linear.SparseRows;
import org.panderm4j.nn.train.Workers;
import org.panderm4j.run.ProgressReport;

/** Fits and tests a classifier on each of many splits, side by side. */
final class SplitTrainer {
    private final CbmSettings settings;
    private final BinaryLabels labels;
    private final List<String> groups; // [n], or none

    SplitTrainer(CbmSettings settings, BinaryLabels labels, List<String> groups) {
        this.settings = settings;
        this.labels = labels;
        this.groups = groups;
    }

    /**
     * All splits, in their order.
     *
     * @throws IllegalArgumentException when the rows cannot be split
     */
    SplitStudy train(SparseRows rows, Workers workers, ProgressReport.Step progress) {
        SplitFit[] fits = new SplitFit[settings.splits()];
        AtomicInteger done = new AtomicInteger();
        boolean[] ones = labels.areOnes();
        workers.run(fits.length, i -> {
            fits[i] = train(rows, ones, i);
            progress.reach(done.incrementAndGet());
        });
        return new SplitStudy(List.of(fits), rows.width());
    }

    private SplitFit train(SparseRows rows, boolean[] ones, int number) {
        long state = settings.state(number);
        StratifiedSplit.Parts parts = settings.split().split(labels.labels(), new MersenneTwister(state));
        int seed = SolverSeed.of(state);
        L1Sgd.Fit fit = settings.solver().fit(rows, parts.train(), ones, seed);
        BinaryMetrics metrics = Scoring.of(fit.classifier(), rows, labels.labels(), parts.test());
        return new SplitFit(
                number,
                state,
                seed,
                parts.train().length,
                fit,
                metrics,
                ThresholdCurve.roc(metrics.predictions(), 1),
                groups.isEmpty() ? Map.of() : byGroup(metrics.predictions(), parts.test()));
    }

    private Map<String, BinaryMetrics> byGroup(Predictions tested, int[] rows) {
        Map<String, List<Integer>> members = new TreeMap<>();
        for (int i = 0; i < rows.length; i++) {
            members.computeIfAbsent(groups.get(rows[i]), value -> new ArrayList<>())
                    .add(i);
        }
        Map<String, BinaryMetrics> metrics = new TreeMap<>();
        members.forEach((value, own) -> metrics.put(
                value,
                BinaryMetrics.of(tested.select(own.stream().mapToInt(i -> i).toArray()))));
        return metrics;
    }
}
