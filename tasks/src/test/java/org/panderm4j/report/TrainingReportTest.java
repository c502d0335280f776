package org.panderm4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainingReportTest {
    private static Curve curve(String name, boolean measured, int count, int every, DoubleUnaryOperator value) {
        double[] steps = IntStream.rangeClosed(1, count)
                .mapToDouble(i -> (double) i * every)
                .toArray();
        return new Curve(
                name, measured, steps, DoubleStream.of(steps).map(value).toArray());
    }

    private static TrainingPage page() {
        Random random = new Random(3);
        Curve training = curve(
                "training", false, 4000, 1, step -> 0.6 + 3.2 * Math.exp(-step / 700) + 0.25 * random.nextGaussian());
        training.values()[2500] = Double.NaN;
        training.values()[100] = 40; // one outlier
        Curve validation = curve("validation", true, 20, 200, step -> 0.9 + 2.9 * Math.exp(-step / 800));
        Curve recall = curve("recall at 5", true, 20, 200, step -> 0.85 - 0.8 * Math.exp(-step / 900));
        Curve rate = curve(
                "learning rate",
                false,
                4000,
                1,
                step -> step < 400 ? 5e-4 * step / 400 : 2.5e-4 * (1 + Math.cos(Math.PI * (step - 400) / 3600)));
        return new TrainingPage(
                "pretrain",
                List.of(
                        new Fact("Steps", "4000"),
                        new Fact("Best validation loss", "0.922"),
                        new Fact("Time", "41 min 07 s")),
                List.of(
                        new CurveChart("Loss", "What was minimised.", List.of(training, validation)),
                        new CurveChart("Recall at 5", "Measured on validation data.", List.of(recall)),
                        new CurveChart("Learning rate", "By the schedule.", List.of(rate))),
                List.of("loss", "recall_at_5"),
                IntStream.range(0, 20)
                        .mapToObj(i -> new TrainingPage.Evaluation(
                                200L * (i + 1),
                                List.of(validation.values()[i], i == 3 ? Double.NaN : recall.values()[i])))
                        .toList(),
                SyntheticStudy.facts());
    }

    @Test
    void showsCurvesAndEvaluations() throws IOException {
        Path file = ZeroShotReportTest.pageFolder().resolve("training.html");
        TrainingReport.write(page(), file);
        String html = Files.readString(file);
        PageChecks.assertSelfContained(html);
        assertThat(html)
                .contains("Loss", "training", "validation", "Learning rate", "20 evaluations", "41 min 07 s")
                .contains("validation, step 200: 3.", "4e-4", "4,000");
        assertThat(html.length()).as("4000 steps, drawn as 400 points").isLessThan(120_000);
    }

    @Test
    void escapesNames() {
        String attack = "<script>alert(1)</script>";
        Curve one = new Curve(attack, true, new double[] {1, 2}, new double[] {1, 2});
        String html = TrainingReport.render(new TrainingPage(
                attack,
                List.of(new Fact(attack, attack)),
                List.of(new CurveChart(attack, attack, List.of(one, one))),
                List.of(attack),
                List.of(new TrainingPage.Evaluation(1, List.of(1.0))),
                List.of()));
        PageChecks.assertSelfContained(html);
        assertThat(html).contains("&lt;script&gt;");
    }

    @Test
    void hasRoomForOnePointAndForNone() {
        Curve one = new Curve("loss", true, new double[] {7}, new double[] {2.5});
        Curve none = new Curve("loss", false, new double[] {1, 2}, new double[] {Double.NaN, Double.NaN});
        String html = TrainingReport.render(new TrainingPage(
                "short",
                List.of(),
                List.of(new CurveChart("One", "", List.of(one)), new CurveChart("None", "", List.of(none))),
                List.of(),
                List.of(),
                List.of()));
        PageChecks.assertSelfContained(html);
        assertThat(html).contains("step 7: 2.5", "nothing to draw");
    }

    @Test
    void meansOfNeighboursKeepTheSumAndTheRange() {
        Random random = new Random(1);
        Curve curve = curve("x", false, 1003, 3, step -> random.nextGaussian());
        PointMeans means = PointMeans.of(curve, 17);
        assertThat(means.step()).hasSize(17).isSorted();
        assertThat(DoubleStream.of(means.most()).max())
                .isEqualTo(DoubleStream.of(curve.values()).max());
        assertThat(DoubleStream.of(means.least()).min())
                .isEqualTo(DoubleStream.of(curve.values()).min());
        PointMeans single = PointMeans.of(curve, 1);
        assertThat(single.mean()[0])
                .isCloseTo(DoubleStream.of(curve.values()).average().orElseThrow(), within(1e-12));
        assertThat(PointMeans.of(curve, 2000).mean()).isEqualTo(curve.values());
    }

    @Test
    void marksAreRoundAndInside() {
        assertThat(new Axis(0, 10).marks(5)).containsExactly(0.0, 2.0, 4.0, 6.0, 8.0, 10.0);
        Random random = new Random(2);
        for (int i = 0; i < 500; i++) {
            double low = random.nextGaussian() * Math.pow(10, random.nextInt(12) - 6);
            Axis axis = new Axis(low, low + Math.pow(10, random.nextInt(12) - 6) * (0.1 + random.nextDouble()));
            assertThat(axis.marks(5))
                    .hasSizeBetween(2, 6)
                    .allMatch(mark -> axis.place(mark) >= -1e-4)
                    .allMatch(mark -> axis.place(mark) <= 1 + 1e-4);
        }
        assertThat(List.of(0.0, 0.25, 2e-5, 1.5e-4, 120_000.0, -3.0, 2.5e7, 12.3456))
                .extracting(Axis::label)
                .containsExactly("0", "0.25", "2e-5", "1.5e-4", "120,000", "-3", "25,000,000", "12.35");
    }

    @Test
    void refusesWhatCannotBeDrawn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Curve("a", false, new double[2], new double[1]))
                .withMessageContaining("a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Curve("a", false, new double[] {2, 2}, new double[2]))
                .withMessageContaining("2.0 behind 2.0");
        assertThatIllegalArgumentException().isThrownBy(() -> new CurveChart("t", "", List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrainingPage(
                        "t",
                        List.of(),
                        List.of(),
                        List.of("loss"),
                        List.of(new TrainingPage.Evaluation(3, List.of())),
                        List.of()))
                .withMessageContaining("step 3");
    }
}
