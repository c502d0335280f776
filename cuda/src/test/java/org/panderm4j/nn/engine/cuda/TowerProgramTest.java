package org.panderm4j.nn.engine.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.Encoder;
import org.panderm4j.nn.engine.EngineOptions;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.engine.Engines;
import org.panderm4j.nn.engine.Tensor;
import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.tower.Tower;

/**
 * What is queued for a tower, done by {@link EmulatedCard} instead of a card, gives what a CPU gives. So programs, weights and
 * inputs are right as far as the kernels do what their emulations do; that is checked on a card, see {@link GpuKernelTest}.
 */
class TowerProgramTest {
    private static final int ALL = 1 << 20;
    /** Fewer than the sequences of any batch have together. */
    private static final int FEW = 30;

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

    @ParameterizedTest
    @MethodSource("towers")
    void headsAndBlocksAreThoseOfTheFixtures(String name) {
        Tower tower = CheckedTowers.all().get(name);
        List<String> outputs = Stream.concat(tower.heads().keySet().stream(), Stream.of(CheckedTowers.INNER))
                .toList();
        Map<String, float[]> found = new EmulatedRun(tower, Precision.F32).encode(batch(name, tower), outputs, ALL);
        for (String head : tower.heads().keySet()) {
            assertThat(Errors.relative(found.get(head), Fixtures.read(name, head)))
                    .as(head)
                    .isLessThan(1e-5);
        }
        float[] sample = narrow(Fixtures.sample(Errors.wide(found.get(CheckedTowers.INNER))));
        assertThat(Errors.relative(sample, Fixtures.read(name, CheckedTowers.INNER)))
                .isLessThan(1e-5);
    }

    private static float[] narrow(double... values) {
        float[] narrow = new float[values.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) values[i];
        }
        return narrow;
    }

    /** Only heads are asked for, as in most runs: what branches leave is added by the norms alone. */
    @ParameterizedTest
    @MethodSource("towers")
    void bf16IsNear(String name) {
        Tower tower = CheckedTowers.all().get(name);
        List<String> heads = List.copyOf(tower.heads().keySet());
        Map<String, float[]> found = new EmulatedRun(tower, Precision.BF16).encode(batch(name, tower), heads, ALL);
        for (String head : heads) {
            assertThat(Errors.angle(CheckedTowers.batch(name), found.get(head), Fixtures.read(name, head)))
                    .as(head)
                    .isBetween(1e-9, 5e-4); // less would be float32
        }
    }

    @ParameterizedTest
    @MethodSource("small")
    void everyOutputIsThatOfTheGraph(String name) {
        Tower tower = CheckedTowers.all().get(name);
        List<String> outputs = TowerGraph.outputs(tower);
        Map<String, float[]> found = new EmulatedRun(tower, Precision.F32).encode(batch(name, tower), outputs, ALL);
        EngineOptions graph = new EngineOptions(Engines.SAMEDIFF, Precision.F32, 0);
        try (Encoder encoder = Engines.open(tower, new DrawnWeights(tower), "", graph)) {
            Map<String, Tensor> expected = encoder.encode(batch(name, tower), outputs);
            for (String output : outputs) {
                assertThat(Errors.relative(
                                found.get(output),
                                Errors.wide(expected.get(output).values())))
                        .as(output)
                        .isLessThan(1e-5);
            }
        }
    }

    /** Each part is in its own order and, for texts, as long as its longest. */
    @ParameterizedTest
    @MethodSource("small")
    void partsGiveWhatTheWholeGives(String name) {
        Tower tower = CheckedTowers.all().get(name);
        Batch batch = batch(name, tower);
        EmulatedRun run = new EmulatedRun(tower, Precision.F32);
        List<String> heads = List.copyOf(tower.heads().keySet());
        Map<String, float[]> whole = run.encode(batch, heads, ALL);
        Map<String, float[]> parts = run.encode(batch, heads, FEW);
        assertThat(new Parts(tower).of(batch, heads, FEW)).hasSizeGreaterThan(1);
        for (String head : heads) {
            assertThat(Errors.relative(parts.get(head), Errors.wide(whole.get(head))))
                    .as(head)
                    .isLessThan(1e-6);
        }
    }
}
