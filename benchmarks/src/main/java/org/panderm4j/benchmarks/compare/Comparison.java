package org.panderm4j.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A result beside a baseline, benchmark by benchmark.
 *
 * @param rows in the order of keys
 */
record Comparison(List<Row> rows) {
    /**
     * One benchmark.
     *
     * @param before its baseline, if there is one
     * @param after its new samples, if it was run
     * @param judgement if both are there and were compared
     */
    record Row(
            BenchmarkKey key,
            Optional<Baseline.Entry> before,
            Optional<Series> after,
            Optional<Judge.Judgement> judgement,
            Verdict verdict) {}

    /**
     * Compares all.
     *
     * @param here what the result was taken on
     * @param anyMachine whether to compare even what was taken on other hardware
     * @throws IllegalArgumentException when the unit of a benchmark has changed
     */
    static Comparison of(
            Baseline baseline, JmhResult result, MachineDescription here, boolean anyMachine, Judge judge) {
        SortedSet<BenchmarkKey> keys = new TreeSet<>(baseline.entries().keySet());
        keys.addAll(result.series().keySet());
        List<Row> rows = new ArrayList<>();
        for (BenchmarkKey key : keys) {
            Optional<Baseline.Entry> before =
                    Optional.ofNullable(baseline.entries().get(key));
            Optional<Series> after = Optional.ofNullable(result.series().get(key));
            boolean comparable =
                    anyMachine || before.isEmpty() || before.get().machine().isSameHardware(here);
            rows.add(row(key, before, after, comparable, judge));
        }
        return new Comparison(rows);
    }

    private static Row row(
            BenchmarkKey key,
            Optional<Baseline.Entry> before,
            Optional<Series> after,
            boolean comparable,
            Judge judge) {
        if (before.isEmpty() || after.isEmpty()) {
            return new Row(key, before, after, Optional.empty(), before.isEmpty() ? Verdict.NEW : Verdict.GONE);
        }
        if (!comparable) {
            return new Row(key, before, after, Optional.empty(), Verdict.OTHER_MACHINE);
        }
        Series then = before.get().series();
        Series now = after.get();
        if (!then.unit().equals(now.unit())) {
            throw new IllegalArgumentException(key.label() + ": expected samples in the baseline's unit " + then.unit()
                    + ", found " + now.unit() + " (measure with -tu, or record anew by --update)");
        }
        Judge.Judgement judgement = judge.judge(then, now, key.mode());
        return new Row(key, before, after, Optional.of(judgement), judgement.verdict());
    }

    /** How many rows have a verdict. */
    long count(Verdict verdict) {
        return rows.stream().filter(row -> row.verdict() == verdict).count();
    }
}
