package org.panderm4j.benchmarks.compare;

import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What two runs must agree in to be compared.
 *
 * @param benchmark class and method in full
 * @param threads that called the method
 * @param params values of JMH's parameters by name
 */
record BenchmarkKey(String benchmark, Mode mode, int threads, SortedMap<String, String> params)
        implements Comparable<BenchmarkKey> {

    private static final Comparator<BenchmarkKey> ORDER = Comparator.comparing(BenchmarkKey::benchmark)
            .thenComparing(BenchmarkKey::mode)
            .thenComparingInt(BenchmarkKey::threads)
            .thenComparing(key -> key.params.toString());

    BenchmarkKey(String benchmark, Mode mode, int threads, Map<String, String> params) {
        this(benchmark, mode, threads, (SortedMap<String, String>) new TreeMap<>(params));
    }

    /** Class and method without the package, then the parameters. */
    String label() {
        int ofClass = benchmark.lastIndexOf('.', benchmark.lastIndexOf('.') - 1) + 1;
        String method = benchmark.substring(ofClass);
        String several = threads == 1 ? "" : " threads=" + threads;
        String values = params.entrySet().stream()
                .map(entry -> " " + entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining());
        return method + values + several;
    }

    @Override
    public int compareTo(BenchmarkKey other) {
        return ORDER.compare(this, other);
    }
}
