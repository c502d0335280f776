package org.panderm4j.nn.train.optimizer;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.panderm4j.nn.train.Parameter;

/**
 * Parameters cut into pieces that fit a cache. The cuts depend on the parameters alone, so that sums over pieces are the same
 * with any number of threads.
 */
final class Chunks {
    /** Values of a piece: four arrays of them are 256 KB. */
    static final int SIZE = 1 << 14;

    private final int[] parameters;
    private final int[] firsts;
    private final int[] lengths;

    Chunks(List<Parameter> all) {
        this(all.stream().map(Parameter::value).toArray(FloatBuffer[]::new));
    }

    /** Of tensors that need not be parameters. */
    Chunks(FloatBuffer... all) {
        int[] sizes = Arrays.stream(all).mapToInt(FloatBuffer::remaining).toArray();
        int count = 0;
        for (int size : sizes) {
            count = Math.addExact(count, pieces(size));
        }
        parameters = new int[count];
        firsts = new int[count];
        lengths = new int[count];
        int chunk = 0;
        for (int p = 0; p < sizes.length; p++) {
            for (int first = 0, piece = 0; piece < pieces(sizes[p]); piece++, first += SIZE, chunk++) {
                parameters[chunk] = p;
                firsts[chunk] = first;
                lengths[chunk] = Math.min(SIZE, sizes[p] - first);
            }
        }
    }

    private static int pieces(int size) {
        return (int) (((long) size + SIZE - 1) / SIZE);
    }

    int count() {
        return parameters.length;
    }

    /** Which parameter a piece belongs to, by its place in the list. */
    int parameter(int chunk) {
        return parameters[chunk];
    }

    /** Where a piece begins in its parameter. */
    int first(int chunk) {
        return firsts[chunk];
    }

    int length(int chunk) {
        return lengths[chunk];
    }

    /** Copies a piece of a tensor to the beginning of {@code target}. */
    void read(int chunk, FloatBuffer tensor, float[] target) {
        tensor.get(firsts[chunk], target, 0, lengths[chunk]);
    }

    /** Copies the beginning of {@code source} to a piece of a tensor. */
    void write(int chunk, float[] source, FloatBuffer tensor) {
        tensor.put(firsts[chunk], source, 0, lengths[chunk]);
    }
}
