package org.panderm4j.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.panderm4j.data.golden.GoldenCases;
import org.panderm4j.data.synth.DemoWorld;
import org.panderm4j.data.synth.WorldOptions;
import org.panderm4j.data.synth.lesion.Lesion;
import org.panderm4j.data.synth.lesion.View;
import org.panderm4j.model.DermModel;
import org.panderm4j.run.ProgressReport;

class DemoTaskTest {
    private static DemoResult tour(long seed) throws IOException {
        Path tiny = GoldenCases.home().resolve("examples/tiny-model");
        try (DermModel model = DermModel.open(tiny.toString())) {
            return new DemoTask(model, new DemoTask.Settings(seed, 48, 32, 16), ProgressReport.NONE).run();
        }
    }

    @Test
    void sameSeedSameFigures() throws IOException {
        DemoResult one = tour(3);
        assertThat(DemoFigures.of(tour(3))).isEqualTo(DemoFigures.of(one));
        assertThat(DemoFigures.of(tour(4))).isNotEqualTo(DemoFigures.of(one));
    }

    @Test
    void figuresAreThoseOfTheCases() throws IOException {
        DemoResult result = tour(5);
        double right = IntStream.range(0, 48)
                .filter(i -> result.classification().predictions().predicted(i)
                        == result.cases().get(i).lesion().diagnosis().label())
                .count();
        assertThat(result.accuracy().value().getAsDouble()).isEqualTo(right / 48);
        for (Answer answer : result.answers()) {
            assertThat(new HashSet<>(answer.best())).hasSize(Answer.BEST);
            assertThat(answer.cosines()).isSortedAccordingTo((a, b) -> Double.compare(b, a));
            assertThat(answer.fitting()).isEqualTo((int) answer.best().stream()
                    .filter(i -> answer.question().fits(result.cases().get(i)))
                    .count());
        }
        List<Neighbours> nearest = result.similar().nearest();
        for (int i = 0; i < 48; i++) {
            assertThat(nearest.get(i).indices()).hasSize(SimilarCases.NEAREST).doesNotContain(i);
        }
        assertThat(result.recall().value().getAsDouble())
                .isEqualTo((result.retrieval().imageToText().recallAt(5)
                                + result.retrieval().textToImage().recallAt(5))
                        / 2);
    }

    @Test
    void casesAreBalancedAndOfNobodyKnown() {
        Cases cases = Cases.of(0, 96);
        int[] labels = cases.labels();
        for (int label = 0; label < 8; label++) {
            int wanted = label;
            assertThat(Arrays.stream(labels).filter(one -> one == wanted).count())
                    .isEqualTo(12);
            for (View view : View.values()) {
                assertThat(cases.all().stream()
                                .filter(one -> one.view() == view
                                        && one.lesion().diagnosis().label() == wanted)
                                .count())
                        .isEqualTo(6);
            }
        }
        List<Lesion> usual = DemoWorld.of(new WorldOptions(0, 96)).lesions();
        assertThat(cases.all().stream().map(Case::lesion)).doesNotContainAnyElementsOf(usual);
    }

    @Test
    void everyQuestionAsksForWhatTheWorldHas() {
        Cases cases = Cases.of(1, 400);
        for (Question question : Question.ALL) {
            long fitting = cases.all().stream().filter(question::fits).count();
            assertThat(fitting).as(question.prompt()).isBetween(12L, 200L);
        }
    }
}
