package org.panderm4j.nn.engine.cuda;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The rows of the table, in the order in which they were found. */
final class Findings {
    private final List<Finding> all = new ArrayList<>();
    private final Consumer<Finding> listener;

    /**
     * @param listener hears of each row at once
     */
    Findings(Consumer<Finding> listener) {
        this.listener = listener;
    }

    void add(Finding finding) {
        all.add(finding);
        listener.accept(finding);
    }

    List<Finding> all() {
        return List.copyOf(all);
    }

    List<Finding> failed() {
        return all.stream().filter(finding -> !finding.passed()).toList();
    }

    /** A check that adds rows. */
    @FunctionalInterface
    interface Check {
        void run();
    }

    /** Runs a check; an exception is a row too, so that the others are made nevertheless. */
    void run(String kind, String name, Check check) {
        try {
            check.run();
        } catch (RuntimeException | LinkageError e) {
            add(Finding.failure(kind, name, e));
        }
    }
}
