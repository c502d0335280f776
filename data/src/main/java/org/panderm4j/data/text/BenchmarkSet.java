package org.panderm4j.data.text;

import java.util.List;
import java.util.Optional;

/**
 * One of the data sets of the published zero-shot table.
 *
 * @param name short name
 * @param labels its classes in label order
 */
public record BenchmarkSet(String name, LabelSet labels) {
    /** All of them, in the order of the published table. */
    public static List<BenchmarkSet> all() {
        return ShippedLabels.get().dataSets();
    }

    /** The one with this short name or alias. */
    public static Optional<BenchmarkSet> find(String name) {
        LabelSet labels = ShippedLabels.get().labels().get(name);
        return all().stream().filter(set -> set.labels().equals(labels)).findFirst();
    }
}
