package org.panderm4j.nn.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.engine.onednn.OneDnn;
import org.panderm4j.nn.reference.RandomJointTowers;
import org.panderm4j.nn.reference.Samples;
import org.panderm4j.nn.tower.Tower;

/** The choice where another module brings an engine of its own. */
class EngineChoiceTest {
    private static final EngineChoice CARD = MadeUpCard.present();
    private static final EngineChoice NO_CARD = MadeUpCard.absent("no driver is installed");
    private static final Tower PLAIN = Samples.panderm(16, 1);
    private static final Tower JOINT = new RandomJointTowers(new Random(1)).tower();

    private static EngineOptions options(String engine, Precision precision) {
        return new EngineOptions(engine, precision, 0);
    }

    private static EngineOptions auto(Precision precision) {
        return options(EngineOptions.AUTO, precision);
    }

    private static String own() {
        return Engines.own().get(0);
    }

    @Test
    void theCardComesFirst() {
        assertThat(CARD.present()).startsWith("cuda").endsWith(Engines.SAMEDIFF);
        assertThat(CARD.resolve(EngineOptions.DEFAULT)).isEqualTo("cuda");
        assertThat(CARD.resolve(options("CUDA:1", Precision.TF32))).isEqualTo("cuda:1");
        assertThat(new EngineNote(CARD).of(EngineOptions.DEFAULT, Map.of("image", PLAIN)))
                .isEmpty();
        assertThat(CARD.precisions("cuda")).containsExactly(Precision.F32, Precision.TF32, Precision.BF16);
    }

    /** Where the first card will not do, and the second will, the plain name is the second's. */
    @Test
    void aCardThatIsNotTheFirstIsNamedByItsNumber() {
        EngineChoice second = MadeUpCard.second();
        assertThat(second.resolve(EngineOptions.DEFAULT)).isEqualTo("cuda:1");
        assertThat(second.resolve(options("cuda", Precision.BF16))).isEqualTo("cuda:1");
        assertThat(second.choose(PLAIN, EngineOptions.DEFAULT)).isEqualTo("cuda:1");
        assertThat(CARD.resolve(options("cuda:0", Precision.AUTO))).isEqualTo("cuda:0");
    }

    /** A build that has the module would not know such a name either. */
    @Test
    void aNameThatIsNoCardsIsNotToldToBuildAnew() {
        EngineChoice none = new EngineChoice(new Providers(List.of()));
        for (String name : List.of("cuda:x", "cuda:", "cuda:-1", "cuda:1:2", "cuda:9999")) {
            assertThat(none.absence(name)).contains("expected cuda, or cuda: with the number of a card, found " + name);
        }
        assertThat(none.absence("cuda").orElseThrow()).contains("PANDERM_PROFILES=cuda13");
        assertThat(none.absence("cuda:1").orElseThrow()).contains("PANDERM_PROFILES=cuda13");
    }

    @Test
    void aCardThatIsNotThereIsNotTakenAndTold() {
        assertThat(NO_CARD.resolve(EngineOptions.DEFAULT)).isEqualTo(own());
        assertThat(new EngineNote(NO_CARD).of(EngineOptions.DEFAULT, Map.of()).orElseThrow())
                .startsWith("engine cuda is not present here: no driver is installed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NO_CARD.resolve(options("cuda", Precision.AUTO)))
                .withMessage("engine 'cuda' is not present here (no driver is installed); present: "
                        + String.join(", ", Engines.own()) + " (use --engine auto)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CARD.resolve(options("cuda:7", Precision.AUTO)))
                .withMessageContainingAll("'cuda:7'", "there is one card", "cuda, ");
    }

    @Test
    void aPrecisionThatTheCardHasNotGoesToAnEngineThatHasIt() {
        if (OneDnn.hasAmx() && own().equals(Engines.ONEDNN)) {
            assertThat(CARD.resolve(auto(Precision.BF16_MATH))).isEqualTo(Engines.ONEDNN);
            assertThat(new EngineNote(CARD).of(auto(Precision.BF16_MATH), Map.of()))
                    .contains("engine onednn is taken, since cuda has no precision bf16-math");
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CARD.resolve(auto(Precision.BF16_MATH)))
                    .withMessageStartingWith(
                            "no engine that is present here computes in bf16-math; present: cuda (f32, tf32, bf16), ")
                    .withMessageEndingWith("samediff (f32) (use --precision f32 or auto)");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CARD.resolve(options("cuda", Precision.BF16_MATH)))
                .withMessage("engine 'cuda' has no precision bf16-math (use --precision f32 or tf32 or bf16)");
    }

    @Test
    void tf32IsRefusedWithoutACard() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NO_CARD.resolve(auto(Precision.TF32)))
                .withMessageContainingAll(own(), "--precision f32 or auto");
        assumeThat(own()).isEqualTo(Engines.ONEDNN);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NO_CARD.resolve(auto(Precision.TF32)))
                .withMessage("engine 'onednn' has no precision tf32, which is one of NVIDIA cards "
                        + "(use --precision f32 or auto)");
    }

    @Test
    void aTowerThatTheCardDoesNotRunGoesElsewhereAndIsTold() {
        assertThat(CARD.choose(PLAIN, EngineOptions.DEFAULT)).isEqualTo("cuda");
        assertThat(CARD.choose(JOINT, EngineOptions.DEFAULT)).isEqualTo(own());
        assertThat(new EngineNote(CARD).of(EngineOptions.DEFAULT, Map.of("image", JOINT)))
                .contains("engine " + own() + " is taken for the image tower, since engine cuda runs no joint towers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CARD.choose(JOINT, options("cuda", Precision.AUTO)))
                .withMessage("engine 'cuda' runs no joint towers (use --engine " + own() + ")");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CARD.choose(JOINT, auto(Precision.TF32)))
                .withMessage("engine 'cuda' runs no joint towers, and no other engine that is present here computes in "
                        + "tf32 (use --precision f32 or auto)");
    }

    @Test
    void theCardDoesNotStream() {
        EngineOptions streamed = EngineOptions.DEFAULT.withResidence(Residence.STREAMED);
        assertThat(CARD.choose(PLAIN, streamed)).isEqualTo(Engines.SAMEDIFF);
        assertThat(CARD.streams(PLAIN, streamed)).isTrue();
        assertThat(CARD.streams(PLAIN, EngineOptions.DEFAULT)).isFalse();
        assertThat(new EngineNote(CARD).of(streamed, Map.of()))
                .contains("engine samediff is taken, since cuda does not stream weights");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CARD.resolve(streamed.withEngine("cuda")))
                .withMessage("engine 'cuda' keeps weights in the card's memory "
                        + "(use --weights memory or auto, or --engine samediff)");
    }

    @Test
    void whatIsNoTowerNeverGoesToTheCard() {
        for (EngineChoice choice : List.of(CARD, NO_CARD)) {
            assertThat(choice.resolveOwn(EngineOptions.DEFAULT)).isEqualTo(own());
            assertThat(choice.resolveOwn(options("SameDiff", Precision.F32))).isEqualTo(Engines.SAMEDIFF);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> choice.resolveOwn(options("cuda:1", Precision.F32)))
                    .withMessage("engine 'cuda:1' runs the towers of models only (use --engine auto, "
                            + String.join(" or ", Engines.own()) + ")");
        }
    }
}
