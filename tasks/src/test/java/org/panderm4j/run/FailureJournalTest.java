package org.panderm4j.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailureJournalTest {
    @TempDir
    Path temp;

    private static Failure failure(int index) {
        return new Failure(index, "p" + index, "no, \"picture\" " + index);
    }

    /** Of a run that finds failure 9 whenever it begins, and then some more. */
    private List<Failure> from(long step) throws IOException {
        Failures failures = new Failures();
        failures.add(failure(9));
        FailureJournal.open(temp, failures, step).close();
        return failures.from(0);
    }

    @Test
    void tellsWhatThereWasAtASnapshot() throws IOException {
        Failures failures = new Failures();
        failures.add(failure(9));
        try (FailureJournal journal = FailureJournal.open(temp, failures, -1)) {
            journal.commit(0);
            failures.addAll(List.of(failure(5), failure(1)));
            journal.commit(2);
            journal.commit(4);
            failures.add(failure(3));
            journal.commit(6);
            failures.add(failure(4));
        }
        assertThat(from(8)).containsExactly(failure(9), failure(5), failure(1), failure(3));
        assertThat(from(5)).containsExactly(failure(9), failure(5), failure(1));
        assertThat(from(6)).as("later ones have been cut off").hasSize(3);
        assertThat(from(1)).containsExactly(failure(9));
        assertThat(from(6)).hasSize(1);
    }

    @Test
    void goesOnBehindWhatItTold() throws IOException {
        for (int part = 0; part < 3; part++) {
            Failures failures = new Failures();
            try (FailureJournal journal = FailureJournal.open(temp, failures, part - 1)) {
                assertThat(failures.list()).hasSize(part);
                failures.add(failure(part));
                journal.commit(part);
            }
            Path file = temp.resolve(".failures.journal");
            Files.writeString(file, "{\"inputs\":", StandardOpenOption.APPEND);
        }
        assertThat(from(2)).containsExactly(failure(9), failure(0), failure(1), failure(2));
    }

    @Test
    void aRunThatBeginsAnewKnowsOfNothing() throws IOException {
        Failures failures = new Failures();
        try (FailureJournal journal = FailureJournal.open(temp, failures, -1)) {
            failures.add(failure(1));
            journal.commit(0);
        }
        assertThat(from(-1)).containsExactly(failure(9));
    }

    @Test
    void isATraceThatAFinishedRunDoesNotLeave() throws IOException {
        Path out = temp.resolve("out");
        try (RunFolder run = RunFolder.open(out, new RunPlan("pretrain", Map.of(), 0, "digest"), false)) {
            try (FailureJournal journal = FailureJournal.open(out.resolve("snapshots"), run.failures(), -1)) {
                run.failures().add(failure(1));
                journal.commit(1);
            }
            run.finish(new RunFacts(Map.of(), Map.of()));
        }
        assertThat(out.resolve("snapshots")).isEmptyDirectory();
        assertThat(out.resolve("failures.csv")).content().contains("p1");
    }
}
