package org.panderm4j.data.random;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/**
 * Independent random streams of one seed.
 *
 * <p>A stream is a pure function of seed, name and positions: asked for again, it begins again. So two uses that must not disturb each
 * other take two names, and a run that goes on at step s asks for the streams of step s; nothing of a generator is ever saved.
 *
 * @param seed any
 */
public record RandomStreams(long seed) {
    /** 2^64 divided by the golden ratio, made odd: SplitMix64's step. */
    private static final long STEP = 0x9E3779B97F4A7C15L;

    /**
     * A generator at its beginning. It belongs to the caller, and to one thread at a time.
     *
     * @param name of the use, such as {@code augment}
     * @param position where in the run, such as epoch and row; their number counts too, so (1) and (1, 0) are two streams
     */
    public RandomGenerator stream(String name, long... position) {
        byte[] letters = name.getBytes(StandardCharsets.UTF_8);
        long key = absorb(mix(seed), letters.length);
        for (byte letter : letters) {
            key = absorb(key, letter);
        }
        key = absorb(key, position.length);
        for (long place : position) {
            key = absorb(key, place);
        }
        // Four values of SplitMix64 that begins at the key: never all 0, for they come of four different inputs of a
        // bijection.
        long[] state = new long[4];
        for (int i = 0; i < state.length; i++) {
            key += STEP;
            state[i] = mix(key);
        }
        return new Xoshiro(state[0], state[1], state[2], state[3]);
    }

    /** One to one in the key for every value, and in the value for every key. */
    private static long absorb(long key, long value) {
        return mix((key + STEP) ^ mix(value));
    }

    /** A bijection that spreads every bit over all: David Stafford's 13th variant of MurmurHash3's finaliser. */
    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
