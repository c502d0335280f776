package org.panderm4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    private static final RunFacts FACTS = new RunFacts(Map.of("nd4j", "native 1"), Map.of("model", "ab12"));

    @TempDir
    Path temp;

    private static RunPlan plan(String... options) {
        Map<String, String> map = new HashMap<>(Map.of("--model", "demo", "--batch-size", "8"));
        for (int i = 0; i < options.length; i += 2) {
            map.put(options[i], options[i + 1]);
        }
        return new RunPlan("embed", map, 7, "digest");
    }

    @Test
    void leavesResultsAndARecordAndNothingElse() throws IOException {
        try (RunFolder run = RunFolder.open(temp.resolve("new/out"), plan(), false)) {
            run.write("summary.csv", file -> Files.writeString(file, "a,b\n"));
            run.write("predictions/pad.csv", file -> Files.writeString(file, "c\n"));
            run.failures().add(new Failure(4, "b,1.jpg", "not a\npicture"));
            run.failures().add(new Failure(2, "a.jpg", "\"empty\""));
            run.finish(FACTS);
        }
        Path out = temp.resolve("new/out");
        assertThat(contents(out)).containsOnlyKeys("summary.csv", "predictions/pad.csv", "failures.csv", "run.json");
        assertThat(out.resolve("failures.csv"))
                .hasContent("input,reason\na.jpg,\"\"\"empty\"\"\"\n\"b,1.jpg\",not a picture\n");
        JsonNode record = new ObjectMapper().readTree(out.resolve("run.json").toFile());
        assertThat(record.get("command").textValue()).isEqualTo("embed");
        assertThat(record.get("seed").intValue()).isEqualTo(7);
        assertThat(record.get("options").get("--model").textValue()).isEqualTo("demo");
        assertThat(record.get("versions").get("panderm4j").textValue()).isNotBlank();
        assertThat(record.get("versions").get("nd4j").textValue()).isEqualTo("native 1");
        assertThat(record.get("versions").get("java").textValue())
                .contains(Runtime.version().toString());
        assertThat(record.get("digests").get("model").textValue()).isEqualTo("ab12");
        assertThat(record.get("wall_seconds").doubleValue()).isNotNegative();
        assertThat(record.get("failures").intValue()).isEqualTo(2);
        if (Files.exists(Path.of("/proc/self/status"))) {
            assertThat(record.get("peak_memory_bytes").longValue()).isGreaterThan(10_000_000);
        }
    }

    @Test
    void hasNoFailuresFileWhereNothingFailed() throws IOException {
        try (RunFolder run = RunFolder.open(temp, plan(), false)) {
            run.finish(FACTS);
        }
        assertThat(contents(temp)).containsOnlyKeys("run.json");
    }

    @Test
    void failuresOfAnInterruptedAttemptDoNotOutliveIt() throws IOException {
        interrupt(plan());
        Files.writeString(temp.resolve("failures.csv"), "input,reason\na.jpg,busy\n");
        try (RunFolder run = RunFolder.open(temp, plan(), true)) {
            run.finish(FACTS);
        }
        assertThat(contents(temp)).containsOnlyKeys("a.csv", "run.json");
    }

    @Test
    void refusesAForeignFolderAndLeavesItAsItWas() throws IOException {
        Files.writeString(temp.resolve("thesis.doc"), "years of work");
        for (boolean resume : new boolean[] {false, true}) {
            assertThatThrownBy(() -> RunFolder.open(temp, plan(), resume))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("thesis.doc")
                    .hasMessageContaining("--out")
                    .hasMessageNotContaining("\n");
        }
        assertThat(contents(temp)).isEqualTo(Map.of("thesis.doc", "years of work"));
    }

    @Test
    void refusesAFileAsFolder() throws IOException {
        Path file = Files.writeString(temp.resolve("x"), "");
        assertThatThrownBy(() -> RunFolder.open(file, plan(), false)).hasMessageContaining("found a file");
    }

    @Test
    void someOtherRunJsonIsForeign() throws IOException {
        Files.writeString(temp.resolve("run.json"), "{\"command\": [1]}");
        assertThatThrownBy(() -> RunFolder.open(temp, plan(), true)).hasMessageContaining("empty folder");
    }

    @Test
    void refusesAFinishedRunUnlessItIsTheSameAndResumed() throws IOException {
        try (RunFolder run = RunFolder.open(temp, plan(), false)) {
            run.write("a.csv", file -> Files.writeString(file, "1"));
            run.finish(FACTS);
        }
        Map<String, String> before = contents(temp);
        assertThatThrownBy(() -> RunFolder.open(temp, plan(), false)).hasMessageContaining("finished run of 'embed'");
        assertThatThrownBy(() -> RunFolder.open(temp, plan("--model", "monet"), true))
                .hasMessageContaining("--model is 'monet' but was 'demo'");
        try (RunFolder run = RunFolder.open(temp, plan(), true)) {
            assertThat(run.isFinished()).isTrue();
        }
        assertThat(contents(temp)).isEqualTo(before);
    }

    @Test
    void namesWhatDiffersFromTheInterruptedRun() throws IOException {
        interrupt(plan());
        assertThatThrownBy(() -> RunFolder.open(temp, plan(), false))
                .hasMessageContaining("interrupted run of 'embed'")
                .hasMessageContaining("--resume");
        assertThatThrownBy(() -> RunFolder.open(temp, plan("--normalize", "true"), true))
                .hasMessageContaining("--normalize is 'true' but was 'absent'");
        assertThatThrownBy(() -> RunFolder.open(temp, new RunPlan("embed", plan().options(), 8, "digest"), true))
                .hasMessageContaining("--seed is '8' but was '7'");
        assertThatThrownBy(() -> RunFolder.open(temp, new RunPlan("embed", plan().options(), 7, "other"), true))
                .hasMessageContaining("inputs have changed");
        assertThatThrownBy(() -> RunFolder.open(temp, new RunPlan("index", plan().options(), 7, "digest"), true))
                .hasMessageContaining("the command is 'index' but was 'embed'");
        try (RunFolder run = RunFolder.open(temp, plan("--threads", "3", "--resume", "true"), true)) {
            assertThat(run.isResumed()).isTrue();
            assertThat(run.isFinished()).isFalse();
            run.finish(FACTS);
        }
        assertThat(contents(temp)).containsOnlyKeys("a.csv", "run.json");
    }

    private void interrupt(RunPlan plan) throws IOException {
        try (RunFolder run = RunFolder.open(temp, plan, false)) {
            run.write("a.csv", file -> Files.writeString(file, "1"));
        }
    }

    @Test
    void aRunThatFailedBeforeItsFirstResultIsNoObstacle() throws IOException {
        RunFolder.open(temp, plan(), false).close();
        assertThat(contents(temp)).isEmpty();
        // The same, killed: the plan is there still.
        Files.write(temp.resolve(RunFolder.PLAN), RunRecord.ofPlan(plan()));
        Files.writeString(temp.resolve(RunLock.NAME), "");
        try (RunFolder run = RunFolder.open(temp, plan("--model", "other"), false)) {
            assertThat(run.isResumed()).isFalse();
            run.finish(FACTS);
        }
    }

    @Test
    void aHalfWrittenResultIsNeverSeen() throws IOException {
        try (RunFolder run = RunFolder.open(temp, plan(), false)) {
            assertThatThrownBy(() -> run.write("a.csv", file -> {
                        Files.writeString(file, "half");
                        throw new IOException("disk full");
                    }))
                    .hasMessageContaining("a.csv")
                    .hasMessageContaining("disk full");
            assertThat(temp.resolve("a.csv")).doesNotExist();
        }
    }

    @Test
    void theFolderMayBeALink() throws IOException {
        Path real = Files.createDirectory(temp.resolve("real"));
        Path link = Files.createSymbolicLink(temp.resolve("link"), real);
        try (RunFolder run = RunFolder.open(link, plan(), false);
                ResumableRows rows = ResumableRows.open(run, "rows.npy", 1)) {
            rows.append(new float[] {1}, 1, List.of());
        }
        assertThat(real.resolve(".rows.npy.part")).as("kept by an interruption").exists();
        try (RunFolder run = RunFolder.open(link, plan(), true)) {
            assertThat(run.isResumed()).isTrue();
            try (ResumableRows rows = ResumableRows.open(run, "rows.npy", 1)) {
                rows.finish();
            }
            run.finish(FACTS);
        }
        assertThat(real.toFile().list()).containsExactlyInAnyOrder("rows.npy", "run.json");
        Path nowhere = Files.createSymbolicLink(temp.resolve("nowhere"), temp.resolve("absent"));
        assertThatThrownBy(() -> RunFolder.open(nowhere, plan(), false))
                .hasMessageContaining("nowhere")
                .hasMessageContaining("absent");
    }

    @Test
    void onlyOneRunWorksInAFolder() throws IOException {
        try (RunFolder run = RunFolder.open(temp, plan(), false)) {
            for (boolean resume : new boolean[] {false, true}) {
                assertThatThrownBy(() -> RunFolder.open(temp, plan(), resume)).hasMessageContaining("another process");
            }
            run.finish(FACTS);
        }
    }

    @Test
    void resultsStayInsideTheFolder() throws IOException {
        try (RunFolder run = RunFolder.open(temp.resolve("out"), plan(), false)) {
            for (String name : List.of("../x.csv", ".hidden", "a/../../x.csv")) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> run.write(name, file -> Files.writeString(file, "")))
                        .withMessageContaining(name);
            }
        }
    }

    static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> out = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                out.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return out;
    }
}
