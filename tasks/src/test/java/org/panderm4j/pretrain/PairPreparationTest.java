package org.panderm4j.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.panderm4j.data.augment.Augmentation;
import org.panderm4j.data.augment.AugmentationDraws;
import org.panderm4j.data.augment.Range;
import org.panderm4j.data.augment.TrainTransform;
import org.panderm4j.data.image.Mode;
import org.panderm4j.data.image.Picture;
import org.panderm4j.data.image.UnusablePictureException;
import org.panderm4j.data.pair.Pair;
import org.panderm4j.data.pair.PairSource;
import org.panderm4j.data.pair.StoredPicture;
import org.panderm4j.data.random.RandomStreams;
import org.panderm4j.data.transform.ColorOrder;
import org.panderm4j.data.transform.PictureBuffers;
import org.panderm4j.run.Failure;
import org.panderm4j.train.PictureReading;

class PairPreparationTest {
    private static final StoredPicture GOOD = buffer -> Picture.of(Mode.RGB, 8, 8, new byte[3 * 64]);
    private static final StoredPicture BAD = buffer -> {
        throw new UnusablePictureException("no picture");
    };

    private record Given(List<StoredPicture> pictures) implements PairSource {
        @Override
        public int size() {
            return pictures.size();
        }

        @Override
        public Pair at(int index) {
            return new Pair("caption", Optional.empty(), "pair " + index, pictures.get(index));
        }
    }

    private static PairPreparation preparation(StoredPicture... pictures) throws IOException {
        RandomStreams streams = new RandomStreams(5);
        try (StartingPoint start =
                StartingPoint.anew("panderm-tiny", "90", List.of("a b", "b c", "a c"), false, streams)) {
            TrainTransform transform = new TrainTransform(
                    start.transform().config(), ColorOrder.SOURCE_MODE, Augmentation.crop(new Range(0.3, 1)));
            return new PairPreparation(new Given(Arrays.asList(pictures)), transform, new PictureReading(1));
        }
    }

    private static PairPreparation.Ready prepare(PairPreparation preparation, int wanted) throws IOException {
        AugmentationDraws draws = AugmentationDraws.draw(new RandomStreams(5).stream("augment"));
        try (PictureBuffers buffers = new PictureBuffers()) {
            return preparation.prepare(wanted, draws, buffers);
        }
    }

    /** Those found out before count as well: who takes them may come in another order. */
    @Test
    void theNextGoodOneTakesThePlaceAndTellsOfAllThatWereBad() throws IOException {
        PairPreparation preparation = preparation(GOOD, BAD, BAD);
        for (int time = 0; time < 2; time++) {
            PairPreparation.Ready ready = prepare(preparation, 1);
            assertThat(ready.pair()).isZero();
            assertThat(ready.skipped())
                    .extracting(Failure::index, Failure::input, Failure::reason)
                    .containsExactly(
                            tuple(1L, "pair 1", "pair 1: no picture"), tuple(2L, "pair 2", "pair 2: no picture"));
        }
        assertThat(prepare(preparation, 2).skipped()).hasSize(1);
        assertThat(prepare(preparation, 0).skipped()).isEmpty();
        assertThatThrownBy(() -> prepare(preparation(BAD, BAD), 1))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("none of the 2 pairs", "pair 0: no picture");
    }

    @Test
    void troublesOfTheMomentDoNotChangeThePair() throws IOException {
        AtomicInteger tried = new AtomicInteger();
        StoredPicture slow = buffer -> {
            if (tried.getAndIncrement() < 2) {
                throw new IOException("/far/p.png: Stale file handle");
            }
            return GOOD.decode(buffer);
        };
        PairPreparation.Ready ready = prepare(preparation(slow, GOOD), 0);
        assertThat(ready.pair()).isZero();
        assertThat(ready.skipped()).isEmpty();
    }

    @Test
    void whatIsNoFaultOfThePictureEndsTheRun() throws IOException {
        StoredPicture interrupted = buffer -> {
            throw new ClosedByInterruptException();
        };
        StoredPicture huge = buffer -> {
            throw new OutOfMemoryError("Java heap space");
        };
        StoredPicture far = buffer -> {
            throw new IOException("/far/p.png: Stale file handle");
        };
        PairPreparation preparation = preparation(interrupted, huge, far, GOOD);
        assertThatThrownBy(() -> prepare(preparation, 0)).isInstanceOf(InterruptedIOException.class);
        assertThatThrownBy(() -> prepare(preparation, 1)).hasMessageContainingAll("pair 1", "not enough memory");
        assertThatThrownBy(() -> prepare(preparation, 2)).hasMessageContainingAll("pair 2", "/far/p.png", "--resume");
        assertThat(prepare(preparation, 3).skipped())
                .as("none has been taken for bad")
                .isEmpty();
    }

    @Test
    void aBatchThatNoMachineHasRoomForIsRefused() throws IOException {
        LearningOptions options = new LearningOptions(
                LearningOptions.Loss.CLIP,
                TowerLock.OPEN,
                new TowerLock(true, OptionalInt.empty()),
                false,
                OptionalDouble.empty(),
                0);
        try (StartingPoint start = StartingPoint.anew(
                        "panderm-tiny", "90", List.of("a b", "b c", "a c"), false, new RandomStreams(5));
                TrainedTowers towers = TrainedTowers.open(start, options, 1)) {
            towers.requireRoom(512);
            assertThatThrownBy(() -> towers.requireRoom(Integer.MAX_VALUE))
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll("2147483647", "--batch-size", "--accumulate")
                    .hasMessageNotContaining("\n");
        }
    }
}
