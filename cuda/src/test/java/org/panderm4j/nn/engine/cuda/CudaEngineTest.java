package org.panderm4j.nn.engine.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.engine.EngineProvider;
import org.panderm4j.nn.tower.Attention;
import org.panderm4j.nn.tower.Attention.Biases;
import org.panderm4j.nn.tower.Attention.Mask;
import org.panderm4j.nn.tower.Head.Pooling;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.TextEnd;
import org.panderm4j.nn.tower.Tower;

/** The engine where no card is needed, and what it says where there is none. */
class CudaEngineTest {
    private final CudaEngine engine = new CudaEngine();

    @Test
    void isFoundByItsService() {
        assertThat(ServiceLoader.load(EngineProvider.class).stream().map(ServiceLoader.Provider::type))
                .containsExactly(CudaEngine.class);
        assertThat(engine.name()).isEqualTo("cuda");
    }

    /** Skipped where there is a card. */
    @Test
    void tellsWhatIsMissing() {
        Optional<String> absence = engine.absence("cuda");
        assumeThat(absence).isPresent();
        assertThat(absence.orElseThrow())
                .doesNotContain("\n")
                .containsAnyOf("libcuda.so.1", "NVIDIA card", "a driver for CUDA 13.0", "libnvrtc", "capability 8.0");
        assertThat(engine.absence("cuda")).isEqualTo(absence);
    }

    /** Skipped where there is a card. */
    @Test
    void withoutCudaThereAreNoCards() {
        assumeThat(Cuda.absence()).isPresent();
        assertThat(Cuda.devices()).isEmpty();
        assertThat(engine.absence("cuda:0")).isEqualTo(Cuda.absence());
        assertThat(engine.absence("cuda:7")).isEqualTo(Cuda.absence());
    }

    /** Whether there is a card or not. */
    @ParameterizedTest
    @ValueSource(strings = {"cuda:x", "cuda:", "cuda:-1", "cuda:1.5", "cuda:1:2", "cuda: 1", "cuda:9999"})
    void namesOfNoCardAreRefused(String name) {
        assertThat(engine.absence(name)).contains("expected cuda, or cuda: with the number of a card, found " + name);
    }

    private static Device card(int index, int major) {
        return new Device(index, "NVIDIA T" + index, major, 0, 100, 1L << 30);
    }

    /** A card that only drives a screen may come first. */
    @Test
    void thePlainNameIsTheFirstCardThatWillDo() {
        List<Device> mixed = List.of(card(0, 7), card(1, 9), card(2, 10));
        assertThat(CudaEngine.index("cuda", mixed)).contains(1);
        assertThat(CudaEngine.index("cuda:0", mixed)).contains(0);
        assertThat(CudaEngine.index("cuda:2", mixed)).contains(2);
        assertThat(CudaEngine.index("cuda", List.of(card(0, 8), card(1, 9)))).contains(0);
        assertThat(CudaEngine.index("cuda", List.of(card(0, 7), card(1, 6)))).contains(0);
        assertThat(CudaEngine.index("cuda", List.of())).contains(0);
    }

    @Test
    void productsAreCutAsBatchesAre() {
        assertThat(CudaProduct.parts(197)).containsExactly(197L);
        assertThat(CudaProduct.parts(PartLimit.USUAL)).containsExactly((long) PartLimit.USUAL);
        assertThat(CudaProduct.parts(2L * PartLimit.USUAL + 3))
                .containsExactly((long) PartLimit.USUAL, (long) PartLimit.USUAL, 3L);
        // 4096 pictures of 197 tokens through the widest layer would be more values than an array holds.
        assertThat(CudaProduct.parts(4096L * 197))
                .allMatch(rows -> rows * 4096 < Integer.MAX_VALUE / Float.BYTES)
                .satisfies(parts ->
                        assertThat(parts.stream().mapToLong(rows -> rows).sum()).isEqualTo(4096L * 197));
    }

    @Test
    void wideHeadsAreRefused() {
        assertThat(engine.refusal(heads(240))).isEmpty();
        assertThat(engine.refusal(heads(241))).contains("runs heads of at most 240 values");
    }

    private static Tower heads(int width) {
        TokenStem stem = new TokenStem(9, 9, 0, 2 * width, Optional.empty(), new TextEnd.LargestId());
        Attention attention = Attention.plain(2, width, Biases.ALL, Mask.CAUSAL);
        return UnitTowers.tower(stem, attention, Pooling.END);
    }

    @Test
    void picturesWithTextsAreTaken() {
        assertThat(engine.refusal(UnitTowers.joint(Pooling.CLASS))).isEmpty();
    }

    @Test
    void precisionsAreThoseOfTheCards() {
        assertThat(Precision.values())
                .filteredOn(engine::has)
                .doesNotContain(Precision.BF16_MATH)
                .hasSize(4);
        assertThat(Arithmetic.of(Precision.AUTO)).isEqualTo(new Arithmetic(Element.F32, false));
        assertThat(Arithmetic.of(Precision.F32)).isEqualTo(new Arithmetic(Element.F32, false));
        assertThat(Arithmetic.of(Precision.TF32)).isEqualTo(new Arithmetic(Element.F32, true));
        assertThat(Arithmetic.of(Precision.BF16)).isEqualTo(new Arithmetic(Element.BF16, false));
        assertThatThrownBy(() -> Arithmetic.of(Precision.BF16_MATH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("engine 'cuda' has no precision bf16-math (use bf16 or tf32)");
    }

    @Test
    void rowsOfMatricesAreMultiplesOf16Bytes() {
        assertThat(Parameters.padded(588)).isEqualTo(592);
        assertThat(Parameters.padded(768)).isEqualTo(768);
        assertThat(Parameters.padded(new float[] {1, 2, 3, 4, 5, 6}, 3))
                .containsExactly(1, 2, 3, 0, 0, 0, 0, 0, 4, 5, 6, 0, 0, 0, 0, 0);
        assertThat(Parameters.product(new float[] {2, 3}, 4, 5)).containsExactly(8, 15);
    }
}
