package org.panderm4j.run;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The inputs a run skipped. Safe for use by several threads; read and written in the order of the inputs. */
public final class Failures {
    private final List<Failure> failures = new ArrayList<>();

    public synchronized void add(Failure failure) {
        failures.add(failure);
    }

    public synchronized void addAll(Collection<Failure> more) {
        failures.addAll(more);
    }

    synchronized int count() {
        return failures.size();
    }

    /** Those after the first {@code known}, in the order in which they came up. */
    synchronized List<Failure> from(int known) {
        return List.copyOf(failures.subList(known, failures.size()));
    }

    /** All of them, by position of the input. */
    public synchronized List<Failure> list() {
        return failures.stream()
                .sorted(Comparator.comparingLong(Failure::index))
                .toList();
    }

    void write(Path file) throws IOException {
        write(list(), file);
    }

    /** Writes a table of them: {@code input,reason}. */
    static void write(List<Failure> failures, Path file) throws IOException {
        try (CsvWriter csv = CsvFile.create(file)) {
            csv.writeRecord("input", "reason");
            for (Failure failure : failures) {
                csv.writeRecord(failure.input(), failure.reason());
            }
        }
    }
}
