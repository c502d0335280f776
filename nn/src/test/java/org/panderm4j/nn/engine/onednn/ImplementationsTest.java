package org.panderm4j.nn.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.reference.RandomTowers;
import org.panderm4j.nn.reference.RandomWeights;
import org.panderm4j.nn.reference.Samples;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.Tower;

/**
 * The library has a slow general implementation of everything, and takes it without a word where a layout or a fusion is none of
 * those it is fast at. None of ours may be.
 */
class ImplementationsTest {
    @ParameterizedTest
    @EnumSource(value = Precision.class, names = "TF32", mode = EnumSource.Mode.EXCLUDE)
    void everyOperationOfTheKnownKindsIsAFastOne(Precision precision) {
        assumeThat(precision != Precision.BF16 || OneDnn.multipliesBf16())
                .as("bf16 in hardware")
                .isTrue();
        RandomTowers towers = new RandomTowers(new Random(5));
        List<String> slow = new ArrayList<>();
        for (int size : new int[] {1, 3, 8}) {
            for (Tower tower :
                    List.of(Samples.panderm(128, 2), Samples.clipImage(128, 2), Samples.dino(128, 2, true))) {
                PatchStem stem = (PatchStem) tower.stem();
                slow.addAll(slow(tower, towers.pictures(stem, size, stem.grid(), stem.grid()), precision));
            }
            for (Tower tower : List.of(Samples.bert(128, 2), Samples.clipText(128, 2))) {
                TokenStem stem = (TokenStem) tower.stem();
                slow.addAll(slow(tower, towers.texts(stem, size, stem.positions()), precision));
            }
        }
        assertThat(slow).isEmpty();
    }

    private static List<String> slow(Tower tower, Batch batch, Precision precision) {
        Arithmetic arithmetic = Arithmetic.of(precision);
        Tuning tuning = Tuning.of(arithmetic);
        dnnl_stream stream = new dnnl_stream();
        OneDnn.check(dnnl.dnnl_stream_create(stream, OneDnn.engine(), dnnl.dnnl_stream_default_flags), "a queue");
        try (NativeMemory memory = NativeMemory.ofMachine();
                Packing packing = new Packing(memory, stream)) {
            RandomWeights weights = new RandomWeights(tower, "", new Random(5));
            TowerWeights packed = TowerWeights.read(
                    tower, new Parameters(weights, "", memory, packing), arithmetic, tuning.mlpSlice());
            List<String> slow = new ArrayList<>();
            for (Part part : new Parts(tower, tuning.tokens()).of(batch, List.of(Tower.EMBEDDING))) {
                try (Program program = new TowerCompiler(tower, packed, arithmetic, tuning).compile(part.form())) {
                    program.primitives().stream()
                            .map(Primitive::implementation)
                            .filter(name -> name.startsWith("ref") || name.contains(":any"))
                            .forEach(slow::add);
                }
            }
            return slow;
        } finally {
            dnnl.dnnl_stream_destroy(stream);
        }
    }
}
