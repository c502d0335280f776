package org.panderm4j.peers.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.panderm4j.peers.engine.Contestant;
import org.panderm4j.peers.tower.Model;

class ContestTest {
    @Test
    void everyRoundBeginsWithAnotherOne() {
        List<String> all = List.of("a", "b", "c");
        assertThat(Contest.turns(0, all)).containsExactly("a", "b", "c");
        assertThat(Contest.turns(1, all)).containsExactly("b", "c", "a");
        assertThat(Contest.turns(5, all)).containsExactly("c", "a", "b");
        assertThat(Contest.turns(2, List.of())).isEmpty();
    }

    @Test
    void aTurnHoldsWholePassesAndAtLeastOne() {
        assertThat(Contest.repetitions(0.4, 3)).isEqualTo(8);
        assertThat(Contest.repetitions(14, 3)).isEqualTo(1);
        assertThat(Contest.repetitions(1e-9, 3)).isEqualTo(1000);
    }

    @Test
    void answersSurviveTheirLine() {
        assertThat(Answer.of(Answer.timed(0.25, 3).line()).seconds()).containsExactly(0.25, 3);
        assertThat(Answer.of(Answer.computed(new float[] {1, -2.5f}).line()).features()[0])
                .containsExactly(1, -2.5f);
        Answer absent = Answer.of(Answer.absent("no \"such\" engine").line());
        assertThat(absent.absent()).isEqualTo("no \"such\" engine");
        assertThat(absent.seconds()).isNull();
        assertThatThrownBy(() -> Answer.of("{nonsense")).hasMessageContaining("{nonsense");
    }

    @Test
    void textsHaveABatchSizeOfTheirOwn() {
        Settings settings = settings(5);
        assertThat(settings.batches(Model.VIT_L)).containsExactly(1, 8);
        assertThat(settings.batches(Model.TEXT)).containsExactly(64);
        assertThat(settings.batches(Model.TRAIN_VIT_B4)).containsExactly(16);
    }

    @Test
    void onlyThoseThatTrainTakePartInTraining() {
        assertThat(settings(5).contestants(Model.TRAIN_VIT_B4)).containsExactly(Contestant.PANDERM4J_TRAIN_F32);
        assertThat(settings(5).contestants(Model.VIT_L)).containsExactly(Contestant.SAMEDIFF_F32);
    }

    @Test
    void noRoundsAreRefused() {
        assertThatThrownBy(() -> settings(0)).hasMessage("expected --rounds of at least 1, found 0");
    }

    @Test
    void contestantsAreFoundByTheirNames() {
        assertThat(Contestant.ids())
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(Contestant.of(id).id()).isEqualTo(id));
        assertThatThrownBy(() -> Contestant.of("tensorflow-f32"))
                .hasMessageContaining("onednn-bf16")
                .hasMessageContaining("tensorflow-f32");
    }

    private static Settings settings(int rounds) {
        return new Settings(
                List.of(Model.VIT_L),
                List.of(1, 8),
                64,
                16,
                List.of(Contestant.SAMEDIFF_F32, Contestant.PANDERM4J_TRAIN_F32),
                rounds,
                3,
                2,
                0);
    }
}
