package org.panderm4j.data.random;

import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * The generator xoshiro256++ of Blackman and Vigna (2019).
 *
 * <p>How an integer, a fraction or a normal deviate is made of its bits is written out here, where the interface has defaults: those
 * may change from JDK to JDK, and what has been drawn once must be drawn again.
 */
final class Xoshiro implements RandomGenerator {
    private static final long LOW = 0xFFFFFFFFL;

    private long a;
    private long b;
    private long c;
    private long d;

    /** The four words of its state, not all 0. */
    Xoshiro(long a, long b, long c, long d) {
        if ((a | b | c | d) == 0) {
            throw new IllegalArgumentException("expected a state with a bit set, found zeros only");
        }
        this.a = a;
        this.b = b;
        this.c = c;
        this.d = d;
    }

    @Override
    public long nextLong() {
        long result = Long.rotateLeft(a + d, 23) + a;
        long shifted = b << 17;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= shifted;
        d = Long.rotateLeft(d, 45);
        return result;
    }

    @Override
    public int nextInt() {
        return (int) (nextLong() >>> 32);
    }

    @Override
    public int nextInt(int bound) {
        return nextInt(0, bound);
    }

    @Override
    public int nextInt(int origin, int bound) {
        require(origin < bound, origin, bound);
        // As unsigned, the width of any range of ints fits.
        return origin + below(bound - origin);
    }

    /** Lemire's multiplication: the high half of draw x range, without the few draws that would favour some results. */
    private int below(int width) {
        long range = width & LOW;
        long unfair = (1L << 32) % range;
        long product;
        do {
            product = (nextLong() >>> 32) * range;
        } while ((product & LOW) < unfair);
        return (int) (product >>> 32);
    }

    @Override
    public long nextLong(long bound) {
        return nextLong(0, bound);
    }

    @Override
    public long nextLong(long origin, long bound) {
        require(origin < bound, origin, bound);
        long width = bound - origin;
        if (width == 1) {
            return origin;
        }
        int spare = Long.numberOfLeadingZeros(width - 1);
        long draw;
        do {
            draw = nextLong() >>> spare;
        } while (Long.compareUnsigned(draw, width) >= 0);
        return origin + draw;
    }

    @Override
    public boolean nextBoolean() {
        return nextLong() < 0;
    }

    @Override
    public float nextFloat() {
        return (nextLong() >>> 40) * 0x1.0p-24f;
    }

    @Override
    public float nextFloat(float bound) {
        return nextFloat(0, bound);
    }

    @Override
    public float nextFloat(float origin, float bound) {
        require(origin < bound && bound - origin < Float.POSITIVE_INFINITY, origin, bound);
        float value = origin + nextFloat() * (bound - origin);
        return value < bound ? value : Math.nextDown(bound);
    }

    @Override
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    @Override
    public double nextDouble(double bound) {
        return nextDouble(0, bound);
    }

    @Override
    public double nextDouble(double origin, double bound) {
        require(origin < bound && bound - origin < Double.POSITIVE_INFINITY, origin, bound);
        double value = origin + nextDouble() * (bound - origin);
        return value < bound ? value : Math.nextDown(bound);
    }

    /** Box and Muller's first: always two draws, whatever comes out. */
    @Override
    public double nextGaussian() {
        double radius = StrictMath.sqrt(2 * nextExponential());
        return radius * StrictMath.cos(2 * Math.PI * nextDouble());
    }

    @Override
    public double nextGaussian(double mean, double deviation) {
        if (!(deviation >= 0)) {
            throw new IllegalArgumentException("expected a standard deviation of at least 0, found " + deviation);
        }
        return mean + deviation * nextGaussian();
    }

    @Override
    public double nextExponential() {
        return -StrictMath.log(1 - nextDouble());
    }

    /** Eight bytes of a draw, the lowest first; what is too much of the last draw is lost. */
    @Override
    public void nextBytes(byte[] bytes) {
        Objects.requireNonNull(bytes);
        long draw = 0;
        for (int i = 0; i < bytes.length; i++) {
            draw = i % Long.BYTES == 0 ? nextLong() : draw >>> 8;
            bytes[i] = (byte) draw;
        }
    }

    private static void require(boolean holds, Number origin, Number bound) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "expected a range that begins below its end, found from " + origin + " to below " + bound);
        }
    }
}
