package org.panderm4j.data.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The numbers here were computed by a second implementation, in another language. */
class RandomStreamsTest {
    private static RandomGenerator golden() {
        return new RandomStreams(7).stream("augment", 3, 41);
    }

    @Test
    void theGeneratorIsItsAuthors() {
        RandomGenerator random = new Xoshiro(1, 2, 3, 4);
        assertThat(random.longs(5).toArray())
                .containsExactly(41943041L, 58720359L, 3588806011781223L, 3591011842654386L, -9218127359498767411L);
    }

    @Test
    void aStreamHasTheseBits() {
        assertThat(golden().longs(4).toArray())
                .containsExactly(0x90B5D53196898F5EL, 0x9C590E6F80F4AA79L, 0xBB57F0680D236979L, 0xB18785FB6CB135D8L);
        assertThat(new RandomStreams(-1).stream("größe").longs(2).toArray())
                .containsExactly(0x0EEF8FE7AA24B354L, 0xDCEFA298975C0E20L);
    }

    @Test
    void integersAreMadeOfTheBitsInOneWay() {
        RandomGenerator ten = golden();
        assertThat(IntStream.generate(() -> ten.nextInt(10)).limit(12).toArray())
                .containsExactly(5, 6, 7, 6, 6, 8, 4, 4, 8, 4, 7, 7);
        RandomGenerator wide = golden();
        int least = Integer.MIN_VALUE;
        // A range of 3 * 2^30 numbers: a quarter of all draws would favour some, and is drawn again.
        assertThat(IntStream.generate(() -> wide.nextInt(least, least + (3 << 30)))
                        .limit(4)
                        .mapToLong(value -> (long) value - least)
                        .toArray())
                .containsExactly(1820876772L, 1967311571L, 2233836668L, 2691296004L);
        RandomGenerator big = golden();
        assertThat(new long[] {big.nextLong(1_000_000_000_000L), big.nextLong(1_000_000_000_000L)})
                .containsExactly(621525938582L, 671509016448L);
        assertThat(golden().nextInt()).isEqualTo(0x90B5D531);
        byte[] bytes = new byte[3];
        golden().nextBytes(bytes);
        assertThat(bytes).containsExactly(0x5E, 0x8F, 0x89);
    }

    @Test
    void fractionsAreMadeOfTheBitsInOneWay() {
        RandomGenerator doubles = golden();
        assertThat(doubles.nextDouble()).isEqualTo(0.565274548155264);
        assertThat(doubles.nextDouble(1, 3)).isEqualTo(1 + 2 * 0.6107338926530753);
        RandomGenerator floats = golden();
        assertThat(floats.nextFloat()).isEqualTo(0x90B5D5 * 0x1.0p-24f);
        assertThat(floats.nextFloat(2)).isEqualTo(0x9C590E * 0x1.0p-23f);
        RandomGenerator coins = golden();
        assertThat(IntStream.range(0, 12).map(i -> coins.nextBoolean() ? 1 : 0).toArray())
                .containsExactly(1, 1, 1, 1, 1, 1, 0, 0, 1, 0, 1, 1);
    }

    /** Exactly: strict arithmetic, in which the last bit may differ from another language's library. */
    @Test
    void normalDeviatesAreMadeOfTheBitsInOneWay() {
        RandomGenerator random = golden();
        assertThat(random.nextGaussian()).isCloseTo(-0.9907490986352327, within(1e-15));
        assertThat(random.nextGaussian()).isCloseTo(-0.5641711893324922, within(1e-15));
        assertThat(random.nextGaussian(10, 2)).isCloseTo(10 + 2 * 0.754289163575915, within(1e-14));
    }

    @Test
    void ordersAreMadeOfTheBitsInOneWay() {
        assertThat(Permutation.of(10, golden())).containsExactly(0, 2, 7, 1, 6, 3, 4, 8, 9, 5);
        assertThat(Permutation.of(0, golden())).isEmpty();
    }

    @Test
    void namesAndPositionsTellStreamsApart() {
        RandomStreams streams = new RandomStreams(0);
        Set<Long> firsts = new HashSet<>();
        firsts.add(streams.stream("a").nextLong());
        firsts.add(streams.stream("a", 0).nextLong());
        firsts.add(streams.stream("a", 0, 0).nextLong());
        firsts.add(streams.stream("").nextLong());
        firsts.add(streams.stream("", 'a').nextLong());
        firsts.add(new RandomStreams(1).stream("a").nextLong());
        for (int row = 1; row <= 1000; row++) {
            firsts.add(streams.stream("a", row).nextLong());
            firsts.add(streams.stream("a", 0, row).nextLong());
            firsts.add(streams.stream("a", row, 0).nextLong());
        }
        assertThat(firsts).hasSize(3006);
    }

    /** The first draw of neighbouring positions is what shuffles and crops see most; it must look like any other draw. */
    @Test
    void firstDrawsOfNeighboursAreEven() {
        RandomStreams streams = new RandomStreams(5);
        int[] counts = new int[16];
        double products = 0;
        int rows = 32_000;
        for (int row = 0; row < rows; row++) {
            double first = streams.stream("crop", 2, row).nextDouble();
            counts[(int) (16 * first)]++;
            products += (first - 0.5) * (streams.stream("crop", 2, row + 1).nextDouble() - 0.5);
        }
        // 15 degrees of freedom: above 45 once in ten thousand seeds.
        double chiSquare = IntStream.of(counts)
                .mapToDouble(count -> (count - rows / 16.0) * (count - rows / 16.0) / (rows / 16.0))
                .sum();
        assertThat(chiSquare).isLessThan(45);
        assertThat(12 * products / rows).isCloseTo(0, within(0.025));
    }

    @Test
    void momentsAreThoseOfTheDistributions() {
        RandomGenerator random = new RandomStreams(11).stream("moments");
        int count = 200_000;
        double sum = 0;
        double squares = 0;
        double waits = 0;
        for (int i = 0; i < count; i++) {
            double value = random.nextGaussian();
            sum += value;
            squares += value * value;
            waits += random.nextExponential();
        }
        assertThat(sum / count).isCloseTo(0, within(0.01));
        assertThat(squares / count).isCloseTo(1, within(0.015));
        assertThat(waits / count).isCloseTo(1, within(0.01));
    }

    @Test
    void everyOrderOfThreeComesAsOften() {
        RandomGenerator random = new RandomStreams(3).stream("orders");
        int[] counts = new int[27];
        for (int i = 0; i < 60_000; i++) {
            int[] order = Permutation.of(3, random);
            counts[9 * order[0] + 3 * order[1] + order[2]]++;
        }
        int[] seen = IntStream.of(counts).filter(count -> count > 0).toArray();
        assertThat(seen).hasSize(6);
        assertThat(IntStream.of(seen).allMatch(count -> Math.abs(count - 10_000) < 400))
                .isTrue();
    }

    @Test
    void rangesWithNothingInThemAreRefused() {
        RandomGenerator random = golden();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> random.nextInt(0))
                .withMessageContaining("from 0 to below 0");
        assertThatIllegalArgumentException().isThrownBy(() -> random.nextLong(4, 4));
        assertThatIllegalArgumentException().isThrownBy(() -> random.nextDouble(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> random.nextFloat(0, Float.POSITIVE_INFINITY));
        assertThatIllegalArgumentException().isThrownBy(() -> random.nextGaussian(0, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Xoshiro(0, 0, 0, 0));
    }

    @Test
    void rangesOfWidthOneHaveOneValue() {
        RandomGenerator random = golden();
        assertThat(random.nextInt(1)).isZero();
        assertThat(random.nextLong(5, 6)).isEqualTo(5);
        assertThat(random.nextLong(Long.MIN_VALUE, Long.MIN_VALUE + 1)).isEqualTo(Long.MIN_VALUE);
        assertThat(random.nextDouble(1, Math.nextUp(1.0))).isEqualTo(1);
    }
}
