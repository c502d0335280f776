package org.panderm4j.finetune;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.panderm4j.data.multimodal.Case;
import org.panderm4j.data.table.Split;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunPlan;
import org.panderm4j.train.Stopping;

/** Somebody removes a picture while a tower learns. */
class ChangedPictureTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void aPictureThatGoesIsNamed(Split split) throws IOException {
        DrawnCases cases = DrawnCases.draw(folder, 30);
        Case one = cases.read().of(split).get(0);
        Path picture = View.CLINICAL.of(one).orElseThrow().path();
        AtomicBoolean gone = new AtomicBoolean();
        Stopping stopping = new Stopping(() -> {}, () -> {
            if (gone.compareAndSet(false, true)) {
                delete(picture);
            }
            return false;
        });
        FinetuneOptions options = DrawnCases.options("last-1", FusionOptions.Metadata.NONE, 1);
        try (BaseModel model = DrawnCases.model()) {
            FinetuneTask task = new FinetuneTask(
                    cases.inputs(model), options, new FinetuneFiles(), ProgressReport.NONE, note -> {});
            RunPlan plan = new RunPlan("finetune", Map.of(), options.seed(), "digest");
            assertThatThrownBy(() -> task.run(folder.resolve("run"), plan, false, stopping))
                    .hasMessageContaining(picture.getFileName().toString())
                    .hasMessageContaining("it could be used when the run began");
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
