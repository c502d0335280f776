package org.panderm4j.nn.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.reference.RandomTowers;
import org.panderm4j.nn.reference.RandomWeights;
import org.panderm4j.nn.reference.Samples;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.Tower;

/** Native memory has one owner: counted, bounded, flat while batches change, given back at the end. */
class NativeMemoryTest {
    private static final long MEGABYTE = 1 << 20;
    /** What the C allocator's fragments and the library's compiled code may add once a run has settled. */
    private static final long FLAT = 48 * MEGABYTE;

    @Test
    void countsWhatItHolds() {
        try (NativeMemory memory = new NativeMemory(1000)) {
            NativeMemory.Region first = memory.take(600);
            memory.take(400);
            assertThat(first.address() % NativeMemory.ALIGNMENT).isZero();
            assertThat(memory.bytes()).isEqualTo(1000);
            memory.giveBack(first);
            memory.giveBack(first);
            assertThat(memory.bytes()).isEqualTo(400);
        }
    }

    @Test
    void refusesWhatTheBudgetDoesNotAllow() {
        try (NativeMemory memory = new NativeMemory(5 * MEGABYTE)) {
            memory.take(4 * MEGABYTE);
            assertThatIllegalStateException()
                    .isThrownBy(() -> memory.take(2 * MEGABYTE))
                    .withMessageContainingAll("5 MB", "4 MB", "2 MB", "smaller batch size");
            assertThat(memory.bytes()).isEqualTo(4 * MEGABYTE);
        }
    }

    @Test
    void closingGivesEverythingBack() {
        NativeMemory memory = new NativeMemory(MEGABYTE);
        memory.take(10);
        memory.take(20);
        memory.close();
        assertThat(memory.bytes()).isZero();
    }

    /** 40 MB of weights each time: kept, those of 60 rounds would show. */
    @Test
    void encodersThatAreClosedOrCannotBeOpenedLeaveNothing() {
        Tower tower = Samples.panderm(512, 8);
        RandomWeights weights = new RandomWeights(tower, "", new Random(1));
        RandomWeights broken = new RandomWeights(tower, "", new Random(1));
        broken.remove("head.norm.weight");
        Batch batch = new RandomTowers(new Random(1)).batch(tower, 2);
        long before = 0;
        for (int round = 0; round < 60; round++) {
            try (OneDnnEncoder encoder = OneDnnEncoder.open(tower, weights, "", Precision.F32, 1)) {
                assertThat(encoder.features(batch, Tower.EMBEDDING)).hasNumberOfRows(2);
            }
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> OneDnnEncoder.open(tower, broken, "", Precision.F32, 1))
                    .withMessageContaining("head.norm.weight");
            before = round == 20 ? Pointer.physicalBytes() : before;
        }
        assertThat(Pointer.physicalBytes()).isLessThan(before + FLAT);
    }

    @Test
    void changingBatchesLeaveResidentMemoryFlat() {
        changingBatches(1500);
    }

    @Test
    @Tag("slow")
    void tenThousandChangingBatchesLeaveResidentMemoryFlat() {
        changingBatches(10_000);
    }

    private static void changingBatches(int rounds) {
        Random random = new Random(3);
        RandomTowers towers = new RandomTowers(random);
        Tower image = Samples.dino(64, 4, true);
        Tower text = Samples.bert(64, 4);
        try (OneDnnEncoder pictures = open(image);
                OneDnnEncoder texts = open(text)) {
            long settled = 0;
            for (int round = 0; round < rounds; round++) {
                Batch some = towers.pictures(
                        (PatchStem) image.stem(), 1 + random.nextInt(8), 1 + random.nextInt(9), 1 + random.nextInt(9));
                Batch.Texts others = towers.texts(
                        (TokenStem) text.stem(), 1 + random.nextInt(60), 1 + random.nextInt(positions(text)));
                pictures.encode(some, List.of(Tower.EMBEDDING));
                texts.encode(others, List.of(Tower.EMBEDDING));
                settled = round == rounds / 3 ? Pointer.physicalBytes() : settled;
            }
            assertThat(Pointer.physicalBytes()).isLessThan(settled + FLAT);
        }
    }

    private static int positions(Tower text) {
        return ((TokenStem) text.stem()).positions();
    }

    private static OneDnnEncoder open(Tower tower) {
        return OneDnnEncoder.open(tower, new RandomWeights(tower, "", new Random(2)), "", Precision.F32, 1);
    }
}
