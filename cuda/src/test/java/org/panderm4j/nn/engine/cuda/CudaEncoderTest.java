package org.panderm4j.nn.engine.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.Encoder;
import org.panderm4j.nn.engine.EngineOptions;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.engine.Engines;
import org.panderm4j.nn.engine.Tensor;
import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.tower.Attention.Mask;
import org.panderm4j.nn.tower.Head.Pooling;
import org.panderm4j.nn.tower.Tower;

/**
 * What is queued for a tower, done by {@link EmulatedCard} instead of a card, gives what a CPU gives. So programs, weights and
 * inputs are right as far as the kernels do what their emulations do; that is checked on a card, see {@link GpuKernelTest}.
 */
class CudaEncoderTest {
    private static final long ROOM = 1L << 30;
    /** Fewer tokens than the sequences of any batch here have together. */
    private static final int FEW = 30;

    private final EmulatedCard card = new EmulatedCard(ROOM);

    static Stream<String> towers() {
        return CheckedTowers.all().keySet().stream()
                .filter(name -> !name.equals(CheckedTowers.VIT_B) && !name.equals(CheckedTowers.VIT_L));
    }

    static Stream<String> small() {
        return towers().filter(name -> !name.equals(CheckedTowers.BERT) && !name.equals("vit-patch14"));
    }

    private static Batch batch(String name, Tower tower) {
        return DrawnBatches.of(tower, CheckedTowers.batch(name));
    }

    private static CudaEncoder on(EmulatedCard card, Tower tower, Precision precision, PartLimit limit) {
        return CudaEncoder.on(card, tower, new DrawnWeights(tower), "", Arithmetic.of(precision), limit);
    }

    private CudaEncoder open(Tower tower, Precision precision) {
        return on(card, tower, precision, PartLimit.usual());
    }

    private static void near(double limit, Map<String, Tensor> found, Map<String, Tensor> expected) {
        expected.forEach((output, tensor) -> {
            assertThat(found.get(output).shape()).as(output).isEqualTo(tensor.shape());
            assertThat(Errors.relative(found.get(output).values(), Errors.wide(tensor.values())))
                    .as(output)
                    .isLessThan(limit);
        });
    }

    @ParameterizedTest
    @MethodSource("towers")
    void headsAndBlocksAreThoseOfTheFixtures(String name) {
        Tower tower = CheckedTowers.all().get(name);
        List<String> outputs = Stream.concat(tower.heads().keySet().stream(), Stream.of(CheckedTowers.INNER))
                .toList();
        Map<String, Tensor> found = open(tower, Precision.F32).encode(batch(name, tower), outputs);
        for (String head : tower.heads().keySet()) {
            assertThat(Errors.relative(found.get(head).values(), Fixtures.read(name, head)))
                    .as(head)
                    .isLessThan(1e-5);
        }
        double[] inner = Errors.wide(found.get(CheckedTowers.INNER).values());
        assertThat(Errors.relative(Errors.narrow(Fixtures.sample(inner)), Fixtures.read(name, CheckedTowers.INNER)))
                .isLessThan(1e-5);
    }

    /** Only heads are asked for, as in most runs: what branches leave is added by the norms alone. */
    @ParameterizedTest
    @MethodSource("towers")
    void bf16IsNear(String name) {
        Tower tower = CheckedTowers.all().get(name);
        List<String> heads = List.copyOf(tower.heads().keySet());
        Map<String, Tensor> found = open(tower, Precision.BF16).encode(batch(name, tower), heads);
        for (String head : heads) {
            float[] values = found.get(head).values();
            assertThat(Errors.angle(CheckedTowers.batch(name), values, Fixtures.read(name, head)))
                    .as(head)
                    .isBetween(1e-9, 5e-4); // less would be float32
        }
    }

    @ParameterizedTest
    @MethodSource("small")
    void everyOutputIsThatOfTheGraph(String name) {
        Tower tower = CheckedTowers.all().get(name);
        List<String> outputs = TowerGraph.outputs(tower);
        EngineOptions graph = new EngineOptions(Engines.SAMEDIFF, Precision.F32, 0);
        try (Encoder encoder = Engines.open(tower, new DrawnWeights(tower), "", graph)) {
            near(
                    1e-5,
                    open(tower, Precision.F32).encode(batch(name, tower), outputs),
                    encoder.encode(batch(name, tower), outputs));
        }
    }

    /** The first time as it is queued, then as it was recorded; each part in its own order and as long as its longest. */
    @ParameterizedTest
    @MethodSource("small")
    void partsAndRecordingsGiveWhatTheWholeGives(String name) {
        Tower tower = CheckedTowers.all().get(name);
        Batch batch = batch(name, tower);
        List<String> heads = List.copyOf(tower.heads().keySet());
        assertThat(new Parts(tower).of(batch, heads, FEW)).hasSizeGreaterThan(1);
        Map<String, Tensor> whole = open(tower, Precision.F32).encode(batch, heads);
        EmulatedCard other = new EmulatedCard(ROOM);
        try (CudaEncoder encoder = on(other, tower, Precision.F32, new PartLimit(FEW))) {
            for (int i = 0; i < 3; i++) {
                near(1e-6, encoder.encode(batch, heads), whole);
            }
            assertThat(other.recordings()).isPositive();
        }
        assertThat(other.recordings()).isZero();
        assertThat(other.closed()).isTrue();
    }

    private static final Tower TEXTS = UnitTowers.padded(Mask.PADDING, Pooling.MASKED_MEAN);

    /** Some long texts, and many short ones. */
    private static Batch.Texts texts(int longOnes, int shortOnes) {
        int[][] ids = new int[longOnes + shortOnes][30];
        for (int i = 0; i < ids.length; i++) {
            Arrays.fill(ids[i], 0, i < longOnes ? 30 : 5, 1 + i % 90);
        }
        return new Batch.Texts(ids);
    }

    /** Memory of a card that holds the tower, and what is computed for so many tokens. */
    private static long room(int tokens) {
        EmulatedCard card = new EmulatedCard(ROOM);
        on(card, TEXTS, Precision.F32, new PartLimit(tokens)).encode(texts(tokens / 30, 0), UnitTowers.EMBEDDING);
        return card.held();
    }

    @Test
    void whereMemoryIsShortPartsAreHalved() {
        Batch batch = texts(40, 200);
        Map<String, Tensor> whole = open(TEXTS, Precision.F32).encode(batch, UnitTowers.EMBEDDING);
        EmulatedCard tight = new EmulatedCard(room(600) + 100);
        CudaEncoder encoder = on(tight, TEXTS, Precision.F32, PartLimit.usual());
        near(1e-6, encoder.encode(batch, UnitTowers.EMBEDDING), whole);
        // All 240 texts were one part as long as the longest; a half, a quarter, an eighth: 15 of 30 tokens.
        assertThat(encoder.partTokens()).isEqualTo(450);
        near(1e-6, encoder.encode(batch, UnitTowers.EMBEDDING), whole);
        assertThat(encoder.partTokens()).isEqualTo(450);
    }

    /** The failing part is halved, not the one with most texts. */
    @Test
    void manyShortTextsDoNotMakePartsOfLongOnesSmall() {
        CudaException.OutOfMemory problem = new CudaException.OutOfMemory("full");
        PartLimit limit = new PartLimit(25_600);
        limit.halve(new Shape(332, 77, 0, 0, UnitTowers.EMBEDDING), problem);
        assertThat(limit.tokens()).isEqualTo(166 * 77);
        limit.halve(new Shape(3, 77, 0, 0, UnitTowers.EMBEDDING), problem);
        assertThat(limit.tokens()).isEqualTo(77);
        assertThatThrownBy(() -> limit.halve(new Shape(1, 77, 0, 0, UnitTowers.EMBEDDING), problem))
                .isSameAs(problem);
    }

    @Test
    void whereNotOneSequenceHasRoomThatIsSaid() {
        CudaEncoder encoder = on(new EmulatedCard(room(30) - 1), TEXTS, Precision.F32, PartLimit.usual());
        assertThatThrownBy(() -> encoder.encode(texts(40, 0), UnitTowers.EMBEDDING))
                .isInstanceOf(CudaException.OutOfMemory.class);
        // A shorter one has.
        assertThat(encoder.encode(texts(0, 1), UnitTowers.EMBEDDING)).hasSize(1);
    }

    @Test
    void aTowerThatHasNoRoomIsRefusedAndTheCardGivenBack() {
        EmulatedCard small = new EmulatedCard(1000);
        assertThatThrownBy(() -> on(small, TEXTS, Precision.F32, PartLimit.usual()))
                .isInstanceOf(CudaException.OutOfMemory.class);
        assertThat(small.closed()).isTrue();
    }

    @Test
    void manyShapesAreNotKeptForever() {
        CudaEncoder encoder = open(TEXTS, Precision.F32);
        for (int size = 100; size > 0; size--) { // a larger one would take new room, and begin anew
            encoder.encode(texts(0, size), UnitTowers.EMBEDDING);
            encoder.encode(texts(0, size), UnitTowers.EMBEDDING);
        }
        assertThat(card.recordings()).isBetween(50, 96);
        encoder.close();
        assertThat(card.recordings()).isZero();
    }

    @Test
    void whatIsClosedIsNotUsed() {
        CudaEncoder encoder = open(TEXTS, Precision.F32);
        Batch batch = texts(1, 0);
        assertThat(encoder.onCard(batch, UnitTowers.EMBEDDING, 3)).isEqualTo(1);
        assertThat(encoder.profile(batch)).contains("attention_plain_f32", "product 30 x 16 x 48");
        encoder.close();
        encoder.close();
        for (Runnable use : List.<Runnable>of(
                () -> encoder.encode(batch, UnitTowers.EMBEDDING),
                () -> encoder.onCard(batch, UnitTowers.EMBEDDING, 1),
                () -> encoder.profile(batch))) {
            assertThatThrownBy(use::run)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("this encoder has been closed");
        }
    }
}
