package org.panderm4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinishedRunTest {
    private static final RunPlan PLAN = new RunPlan("embed", Map.of("--batch-size", "8"), 5, "digest");

    @TempDir
    Path folder;

    @Test
    void planOfAFinishedRunCanBeRead() throws IOException {
        Path out = folder.resolve("out");
        try (RunFolder run = RunFolder.open(out, PLAN, false)) {
            run.write("result.txt", file -> Files.writeString(file, "x"));
            assertThatThrownBy(() -> RunRecord.finished(out))
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll(out.toString(), "an interrupted run of 'embed'", "--resume");
            run.finish(new RunFacts(Map.of(), Map.of()));
        }
        assertThat(RunRecord.finished(out)).isEqualTo(PLAN);
    }

    @Test
    void whatIsNoRunIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        for (Path none : new Path[] {folder.resolve("none"), file, folder}) {
            assertThatThrownBy(() -> RunRecord.finished(none))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(none + ": expected the folder of a finished run, found ");
        }
    }
}
