package org.panderm4j.cli;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.panderm4j.tune.EarlyStopping;
import org.panderm4j.tune.SearchKind;
import org.panderm4j.tune.TuneSettings;
import picocli.CommandLine.Option;

/** Options that say how to search. */
final class TuneOptions {
    @Option(
            names = "--space",
            required = true,
            paramLabel = "FILE",
            description = "The options to search and their values, in YAML or JSON (docs/tuning.md).")
    Path space;

    @Option(names = "--trials", required = true, paramLabel = "N", description = "Configurations to try, at most.")
    int trials;

    @Option(
            names = "--search",
            defaultValue = "random",
            paramLabel = "KIND",
            converter = ChoiceConverter.OfSearch.class,
            description = "random, grid or genetic (default: ${DEFAULT-VALUE}).")
    SearchKind search;

    @Option(
            names = "--grid-points",
            defaultValue = "5",
            paramLabel = "N",
            description = "With --search grid: values of a range, its ends among them (default: ${DEFAULT-VALUE}).")
    int gridPoints;

    @Option(
            names = "--metric",
            paramLabel = "NAME",
            description = "What to search for; by default the first metric of the task.")
    String metric;

    @Option(
            names = "--parallel",
            defaultValue = "1",
            paramLabel = "N",
            description = "Trials at once, at most (default: ${DEFAULT-VALUE}).")
    int parallel;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            converter = ByteSizeConverter.class,
            description =
                    "Memory that the running trials may hold together, such as 6g; half of the machine's by default.")
    Long memory;

    @Option(
            names = "--early-stopping",
            defaultValue = "none",
            paramLabel = "RULE",
            converter = ChoiceConverter.OfStopping.class,
            description = "none, or median: end a trial that is worse than half of the finished ones were at its step"
                    + " (default: ${DEFAULT-VALUE}).")
    EarlyStopping stopping;

    /**
     * How to search.
     *
     * @param seed of the candidates
     */
    TuneSettings settings(long seed) {
        atLeast(1, "--trials", trials);
        atLeast(1, "--parallel", parallel);
        atLeast(2, "--grid-points", gridPoints);
        return new TuneSettings(
                space, search, trials, gridPoints, metric, stopping, parallel, memory == null ? half() : memory, seed);
    }

    private static void atLeast(int least, String option, int value) {
        if (value < least) {
            throw new UsageException(option + ": expected at least " + least + ", found " + value);
        }
    }

    private static long half() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize() / 2;
    }
}
