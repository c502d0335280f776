package org.panderm4j.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.panderm4j.data.sampling.Thinning;
import org.panderm4j.eval.ProbeMetrics;
import org.panderm4j.nn.linear.Lbfgs;
import org.panderm4j.nn.linear.LogisticRegression;
import org.panderm4j.nn.linear.Penalty;
import org.panderm4j.probe.ProbeSettings;
import org.panderm4j.probe.Scaling;
import picocli.CommandLine.Option;

/** Options that say how heads are fitted and judged. */
final class ProbeFitOptions {
    private static final long MOST_SEED = 0xFFFF_FFFFL;

    @Option(
            names = "--percent-data",
            split = ",",
            defaultValue = "1.0",
            paramLabel = "P1,P2,...",
            description = "Shares of the training rows, each above 0 and up to 1 (default: ${DEFAULT-VALUE}).")
    List<Double> percentData;

    @Option(
            names = "--subset-seed",
            defaultValue = "42",
            paramLabel = "N",
            description = "Seed of the rows that a share keeps (default: ${DEFAULT-VALUE}, as in the reference).")
    long subsetSeed;

    @Option(
            names = "--penalty",
            defaultValue = "REFERENCE",
            description = {
                "reference, l2 or none (default: reference): 0.5/C times the length of the weights, not squared;",
                "l2: half its square over C, as scikit-learn has it."
            })
    Penalty penalty;

    @Option(
            names = "--c",
            paramLabel = "C",
            description = "Inverse force of the penalty (default: width x classes / 100, as in the reference).")
    Double cost;

    @Option(
            names = "--sweep",
            split = ",",
            paramLabel = "C1,C2,...",
            description = "Values of C to choose from on the validation rows.")
    List<Double> sweep;

    @Option(
            names = "--sweep-metric",
            paramLabel = "NAME",
            description = "What a sweep chooses by, a metric of the summary (default: bacc).")
    String sweepMetric;

    @Option(
            names = "--class-weight",
            defaultValue = "NONE",
            description = "none or balanced: whether classes count the same, however many rows they have.")
    ClassWeight classWeight;

    @Option(
            names = "--max-iterations",
            defaultValue = "1000",
            paramLabel = "N",
            description = "Iterations of L-BFGS at most (default: ${DEFAULT-VALUE}).")
    int maxIterations;

    @Option(names = "--normalize", description = "Divide each feature vector by its length before the fit.")
    boolean normalize;

    @Option(
            names = "--standardize",
            description = "Bring each feature to mean 0 and deviation 1 over the training rows before the fit.")
    boolean standardize;

    @Option(
            names = "--knn",
            split = ",",
            paramLabel = "K1,K2,...",
            description = "Also try the K nearest training rows by cosine.")
    List<Integer> neighbors = List.of();

    @Option(names = "--centroid", description = "Also try the nearest class mean by cosine.")
    boolean centroid;

    @Option(
            names = "--subgroup",
            split = ",",
            paramLabel = "COLUMN",
            description = "Tell the metrics of the test rows by the values of these columns too.")
    List<String> subgroups = List.of();

    @Option(
            names = "--resamples",
            defaultValue = "1000",
            paramLabel = "N",
            description = "Resamples of the bootstrap intervals (default: ${DEFAULT-VALUE}).")
    int resamples;

    /** How classes count. */
    enum ClassWeight {
        NONE,
        BALANCED
    }

    ProbeSettings settings(long seed) {
        Bounds.atLeast(1, "--resamples", resamples);
        return new ProbeSettings(
                shares(),
                new Thinning(seed("--subset-seed", subsetSeed)),
                regression(),
                sweep(),
                classWeight == ClassWeight.BALANCED,
                new Scaling(normalize, standardize),
                neighbors(),
                centroid,
                subgroups,
                resamples,
                seed("--seed", seed));
    }

    private List<Double> shares() {
        for (double share : percentData) {
            Bounds.check(share > 0 && share <= 1, "--percent-data", "shares above 0 and up to 1", share);
        }
        return percentData;
    }

    private static long seed(String option, long seed) {
        Bounds.check(seed >= 0 && seed <= MOST_SEED, option, "0 to " + MOST_SEED, seed);
        return seed;
    }

    LogisticRegression regression() {
        Bounds.atLeast(1, "--max-iterations", maxIterations);
        if (penalty == Penalty.NONE && (cost != null || sweep != null)) {
            throw new UsageException("--c and --sweep need a penalty, found --penalty none");
        }
        if (cost != null) {
            Bounds.positive("--c", cost);
        }
        return new LogisticRegression(
                penalty,
                cost == null ? OptionalDouble.empty() : OptionalDouble.of(cost),
                Lbfgs.REFERENCE.withIterations(maxIterations));
    }

    private Optional<ProbeSettings.Sweep> sweep() {
        if (sweep == null) {
            if (sweepMetric != null) {
                throw new UsageException("--sweep-metric needs --sweep");
            }
            return Optional.empty();
        }
        if (cost != null) {
            throw new UsageException("--c and --sweep: expected one of them, found both");
        }
        sweep.forEach(one -> Bounds.positive("--sweep", one));
        String metric = sweepMetric == null ? "bacc" : sweepMetric.toLowerCase(Locale.ROOT);
        if (!ProbeMetrics.NAMES.contains(metric)) {
            throw new UsageException("--sweep-metric: expected one of " + String.join(", ", ProbeMetrics.NAMES)
                    + ", found " + sweepMetric);
        }
        return Optional.of(new ProbeSettings.Sweep(sweep, metric));
    }

    private List<Integer> neighbors() {
        neighbors.forEach(one -> Bounds.atLeast(1, "--knn", one));
        return neighbors;
    }
}
