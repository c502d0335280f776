package org.panderm4j.benchmarks.compare;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Recorded samples, to compare with.
 *
 * @param entries by benchmark
 */
record Baseline(SortedMap<BenchmarkKey, Entry> entries) {
    static final Baseline EMPTY = new Baseline(new TreeMap<>());

    /** The samples of a benchmark and what they were taken on; a later update may come from elsewhere than the rest. */
    record Entry(MachineDescription machine, Series series) {}

    /** The same with all of a result in place of what was recorded of its benchmarks. */
    Baseline with(JmhResult result, MachineDescription machine) {
        SortedMap<BenchmarkKey, Entry> updated = new TreeMap<>(entries);
        result.series().forEach((key, series) -> updated.put(key, new Entry(machine, series)));
        return new Baseline(updated);
    }
}
