package org.panderm4j.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunPlan;
import org.panderm4j.train.Stopping;

/** A fine-tuning that dies anywhere and goes on ends with the bits of one that did not. */
class ResumedFinetuneTest {
    private static final int LESIONS = 40;

    @TempDir
    static Path folder;

    private static DrawnCases cases;

    /** Somebody pulls the plug. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @BeforeAll
    static void draw() throws IOException {
        cases = DrawnCases.draw(folder, LESIONS);
    }

    private static Optional<FinetuneResult> run(Path out, FinetuneOptions options, boolean resume, BooleanSupplier stop)
            throws IOException {
        try (BaseModel model = DrawnCases.model()) {
            RunPlan plan = new RunPlan("finetune", Map.of(), options.seed(), "digest");
            return new FinetuneTask(cases.inputs(model), options, new FinetuneFiles(), ProgressReport.NONE, note -> {})
                    .run(out, plan, resume, new Stopping(() -> {}, stop));
        }
    }

    private static BooleanSupplier killing(int before) {
        AtomicInteger asked = new AtomicInteger();
        return () -> {
            if (asked.getAndIncrement() == before) {
                throw new Killed();
            }
            return false;
        };
    }

    @ParameterizedTest
    @CsvSource({"frozen, VECTOR", "lora, TEXT"})
    void aKilledRunEndsWithTheSameBits(String towers, FusionOptions.Metadata metadata) throws IOException {
        requireTheSameBits(towers, metadata);
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"last-1, TEXT", "full, VECTOR"})
    void aKilledRunOfMoreParametersDoesToo(String towers, FusionOptions.Metadata metadata) throws IOException {
        requireTheSameBits(towers, metadata);
    }

    private static void requireTheSameBits(String towers, FusionOptions.Metadata metadata) throws IOException {
        FinetuneOptions options = DrawnCases.options(towers, metadata, 2);
        Path whole = folder.resolve(towers + "-whole");
        FinetuneResult expected = run(whole, options, false, () -> false).orElseThrow();
        long steps = expected.training().step();
        Path killed = folder.resolve(towers + "-killed");
        int step = new Random().nextInt(1, (int) steps);
        assertThatThrownBy(() -> run(killed, options, false, killing(step))).isInstanceOf(Killed.class);
        FinetuneResult found = run(killed, options, true, () -> false).orElseThrow();
        for (String file : List.of(FineTunedFolder.WEIGHTS, FineTunedFolder.DESCRIPTION, FinetuneFiles.PREDICTIONS)) {
            assertThat(Files.readAllBytes(killed.resolve(file)))
                    .as("%s, killed before step %d", file, step + 1)
                    .isEqualTo(Files.readAllBytes(whole.resolve(file)));
        }
        assertThat(found.validation()).isEqualTo(expected.validation());
        assertThat(found.test().orElseThrow().metrics())
                .isEqualTo(expected.test().orElseThrow().metrics());
    }

    @Test
    void aFinishedRunIsLeftAsItIs() throws IOException {
        FinetuneOptions options = DrawnCases.options("frozen", FusionOptions.Metadata.NONE, 1);
        Path out = folder.resolve("finished");
        assertThat(run(out, options, false, () -> false)).isPresent();
        assertThat(run(out, options, true, () -> false)).isEmpty();
    }
}
