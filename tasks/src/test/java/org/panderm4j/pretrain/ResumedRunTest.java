package org.panderm4j.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.data.augment.Augmentation;
import org.panderm4j.data.augment.ColorJitter;
import org.panderm4j.data.augment.Range;
import org.panderm4j.data.random.RandomStreams;
import org.panderm4j.data.table.ImageSource;
import org.panderm4j.data.table.RetrievalTable;
import org.panderm4j.data.table.Table;
import org.panderm4j.data.text.PromptTemplates;
import org.panderm4j.nn.train.loop.Watch;
import org.panderm4j.nn.train.optimizer.AdamSettings;
import org.panderm4j.nn.train.optimizer.Clipping;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunPlan;
import org.panderm4j.train.Stopping;

/** A run that dies anywhere and goes on ends with the bits of one that did not. */
class ResumedRunTest {
    private static final int PAIRS = 20;
    private static final int STEPS = 9;

    @TempDir
    Path folder;

    private Path csv;

    /** Somebody pulls the plug. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @BeforeEach
    void draw() throws IOException {
        Random random = new Random(3);
        List<String> lines = new ArrayList<>(List.of("image,caption,other"));
        for (int i = 0; i < PAIRS; i++) {
            BufferedImage image = new BufferedImage(36 + i, 40, BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < image.getHeight(); y++) {
                for (int x = 0; x < image.getWidth(); x++) {
                    image.setRGB(x, y, random.nextInt(1 << 24));
                }
            }
            Path file = folder.resolve("p" + i + ".png");
            ImageIO.write(image, "png", file.toFile());
            lines.add(file + ",noise number " + i + ",some noise " + i);
        }
        csv = folder.resolve("pairs.csv");
        Files.writeString(csv, String.join("\n", lines) + "\n");
    }

    private PretrainOptions options(int accumulate, int threads) throws IOException {
        Augmentation augmentation = Augmentation.crop(new Range(0.5, 1))
                .withJitter(new ColorJitter(0.2, 0.2, 0.2, 0.1), 0.5)
                .withPositions(0.5, 0.5, true);
        RetrievalTable held = RetrievalTable.of(Table.read(csv), ImageSource.usual(), "caption");
        return new PretrainOptions(
                new DataOptions(4, accumulate, DataOptions.Sampling.DEFAULT, Map.of(), augmentation),
                new LearningOptions(
                        LearningOptions.Loss.CLIP,
                        TowerLock.OPEN,
                        TowerLock.OPEN,
                        accumulate > 1,
                        OptionalDouble.of(0.2),
                        0.3),
                new StepOptions(
                        1,
                        OptionalLong.of(STEPS),
                        1e-3,
                        AdamSettings.adamW(0.9, 0.98, 1e-6),
                        0.2,
                        0.9,
                        Clipping.globalNorm(1),
                        new StepOptions.RateSchedule(StepOptions.Course.COSINE, 2, OptionalLong.empty(), 0, 0, 1)),
                new EvaluationOptions(
                        Optional.of(held),
                        List.of(),
                        PromptTemplates.named("skin"),
                        OptionalLong.of(3),
                        Optional.of(new Watch("loss", false, 0))),
                2,
                1,
                11,
                threads);
    }

    private Optional<PretrainResult> run(Path out, PretrainOptions options, boolean resume, BooleanSupplier stop)
            throws IOException {
        TrainingPairs pairs = TrainingPairs.of(
                Table.read(csv),
                new TrainingPairs.Columns(ImageSource.usual(), List.of("caption", "other"), Optional.empty()));
        try (StartingPoint start = StartingPoint.anew(
                "panderm-tiny", "90", pairs.allCaptions(), false, new RandomStreams(options.seed()))) {
            RunPlan plan = new RunPlan("pretrain", Map.of(), options.seed(), "digest");
            return new PretrainTask(pairs, start, options, ProgressReport.NONE, note -> {})
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

    private static byte[] weights(Path out) throws IOException {
        return Files.readAllBytes(out.resolve("model.safetensors"));
    }

    @Test
    void aKilledRunEndsWithTheSameBits() throws IOException {
        for (int accumulate : new int[] {1, 2}) {
            PretrainOptions options = options(accumulate, 2);
            Path whole = folder.resolve("whole" + accumulate);
            PretrainResult expected = run(whole, options, false, () -> false).orElseThrow();
            Path killed = folder.resolve("killed" + accumulate);
            int step = new Random().nextInt(1, STEPS);
            assertThatThrownBy(() -> run(killed, options, false, killing(step))).isInstanceOf(Killed.class);
            PretrainResult found = run(killed, options, true, () -> false).orElseThrow();
            assertThat(weights(killed)).as("killed before step " + (step + 1)).isEqualTo(weights(whole));
            assertThat(found.metrics()).isEqualTo(expected.metrics());
            assertThat(found.modelStep()).isEqualTo(expected.modelStep());
        }
    }

    /** Most bad pictures are met before the kill alone: what is not kept is lost. */
    @Test
    void inputsSkippedBeforeAKillAreListedAsIfItHadNotBeen() throws IOException {
        spoil();
        PretrainOptions options = options(1, 2);
        Path whole = folder.resolve("whole");
        PretrainResult expected = run(whole, options, false, () -> false).orElseThrow();
        String table = Files.readString(whole.resolve("failures.csv"));
        assertThat(table.lines()).hasSizeGreaterThan(8).anyMatch(line -> line.contains("expected a caption"));
        for (int step : new int[] {3, 8}) {
            Path killed = folder.resolve("killed" + step);
            assertThatThrownBy(() -> run(killed, options, false, killing(step))).isInstanceOf(Killed.class);
            PretrainResult found = run(killed, options, true, () -> false).orElseThrow();
            assertThat(found.failures()).isEqualTo(expected.failures());
            assertThat(killed.resolve("failures.csv")).hasContent(table);
            assertThat(weights(killed)).isEqualTo(weights(whole));
            assertThat(killed.resolve("snapshots")).isDirectoryNotContaining("glob:**failures*");
        }
    }

    /** Every third picture is none any more, and one row says nothing. */
    private void spoil() throws IOException {
        for (int i = 0; i < PAIRS; i += 3) {
            Files.writeString(folder.resolve("p" + i + ".png"), "no picture " + i);
        }
        Files.delete(folder.resolve("p5.png"));
        Files.writeString(csv, folder.resolve("p1.png") + ",,\n", StandardOpenOption.APPEND);
    }

    @Test
    void aStoppedRunLeavesASnapshotAndNoModel() throws IOException {
        Path out = folder.resolve("stopped");
        PretrainOptions options = options(1, 1);
        AtomicInteger asked = new AtomicInteger();
        PretrainResult stopped =
                run(out, options, false, () -> asked.getAndIncrement() == 5).orElseThrow();
        assertThat(stopped.interrupted()).isTrue();
        assertThat(stopped.training().step()).isEqualTo(5);
        assertThat(out.resolve("model.json")).doesNotExist();
        assertThat(run(out, options, true, () -> false).orElseThrow().training().step())
                .isEqualTo(STEPS);
        assertThat(run(out, options, true, () -> false)).isEmpty();
    }

    /** Else the model would be that of the last step under the figures of the best. */
    @Test
    void aRunWhoseBestStateIsGoneDoesNotGoOn() throws IOException {
        Path out = folder.resolve("lost");
        PretrainOptions options = options(1, 1);
        AtomicInteger asked = new AtomicInteger();
        run(out, options, false, () -> asked.getAndIncrement() == 5);
        Path best = out.resolve("snapshots/best.safetensors");
        Path elsewhere = Files.move(best, folder.resolve("elsewhere"));
        assertThatThrownBy(() -> run(out, options, true, () -> false))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(best.toString(), "state of step 3", "found none", "--resume");
        Files.move(elsewhere, best);
        assertThat(run(out, options, true, () -> false)).isPresent();
    }

    @Test
    void numberOfThreadsHasNoInfluenceOnBatches() throws IOException {
        List<byte[]> found = new ArrayList<>();
        for (int workers : new int[] {1, 3}) {
            found.add(BatchBytes.of(csv, workers));
        }
        assertThat(found.get(0)).isEqualTo(found.get(1));
    }

    /** The interval is found out to be none when metrics, events and workers are open. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void anOpeningThatFailsHalfwayLeavesNoFileOpen() throws IOException {
        PretrainOptions good = options(1, 1);
        PretrainOptions bad = new PretrainOptions(
                good.data(), good.learning(), good.steps(), good.evaluation(), -1, 1, good.seed(), 1);
        Path out = folder.resolve("halfway");
        assertThatThrownBy(() -> run(out, bad, false, () -> false)).hasMessageContaining("snapshot every -1");
        assertThat(out.resolve("metrics.jsonl")).exists();
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            assertThat(open.map(ResumedRunTest::target)).noneMatch(file -> file.startsWith(out.toString()));
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "closed meanwhile, or of another process";
        }
    }

    @Test
    void aSnapshotOfAnotherArchitectureIsRefused() throws IOException {
        Path out = folder.resolve("other");
        PretrainOptions options = options(1, 1);
        assertThatThrownBy(() -> run(out, options, false, killing(4))).isInstanceOf(Killed.class);
        PretrainOptions locked = new PretrainOptions(
                options.data(),
                new LearningOptions(
                        LearningOptions.Loss.CLIP,
                        new TowerLock(true, OptionalInt.of(1)),
                        TowerLock.OPEN,
                        false,
                        OptionalDouble.of(0.2),
                        0.3),
                options.steps(),
                options.evaluation(),
                2,
                1,
                options.seed(),
                1);
        assertThatThrownBy(() -> run(out, locked, true, () -> false))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(out.toString())
                .hasMessageContaining("another architecture")
                .hasMessageContaining("image.blocks.0.");
    }
}
