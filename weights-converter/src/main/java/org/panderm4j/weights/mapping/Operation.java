package org.panderm4j.weights.mapping;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.panderm4j.weights.checkpoint.TensorSource;

/** How one of our tensors is made from foreign ones. */
sealed interface Operation {
    /** {@code part:0/3}, possibly masked. */
    Pattern PART = Pattern.compile("(masked-)?part:([0-9])/([0-9])");

    /**
     * Reads an operation as key tables write it: {@code copy}, {@code unwrap}, {@code flatten}, {@code join}, {@code transpose},
     * {@code part:0/3}, {@code masked-part:0/3}.
     */
    static Operation of(String word) {
        Matcher part = PART.matcher(word);
        if (part.matches()) {
            return new Part(Integer.parseInt(part.group(2)), Integer.parseInt(part.group(3)), part.group(1) != null);
        }
        return switch (word) {
            case "copy" -> new Copy();
            case "unwrap" -> new Unwrap();
            case "flatten" -> new Flatten();
            case "join" -> new Join();
            case "transpose" -> new Transpose();
            default -> throw new IllegalArgumentException("no operation '" + word + "'");
        };
    }

    /** The foreign shape, of each of {@code count} tensors, that makes one of shape {@code ours}. */
    long[] theirs(long[] ours, int count);

    /** The shape of ours that foreign tensors make, the first of which has the shape given. */
    long[] ours(long[] theirs, int count);

    /** Whether a foreign tensor of that shape, one of {@code count}, is right for one of ours. */
    default boolean fits(long[] theirs, long[] ours, int count) {
        return Arrays.equals(theirs, theirs(ours, count));
    }

    /** The foreign shape that would fit, for messages. */
    default String expected(long[] ours, int count) {
        return Arrays.toString(theirs(ours, count));
    }

    /** Writes ours, in C order, at the target's position. */
    default void write(List<TensorSource> theirs, FloatBuffer target) throws IOException {
        for (TensorSource one : theirs) {
            one.copyTo(target);
        }
    }

    /** As it is. */
    record Copy() implements Operation {
        @Override
        public long[] theirs(long[] ours, int count) {
            return ours;
        }

        @Override
        public long[] ours(long[] theirs, int count) {
            return theirs;
        }
    }

    /** Leading axes of length 1 come or go: (1, n, d) to (n, d), (d) to (1, d). */
    record Unwrap() implements Operation {
        @Override
        public long[] theirs(long[] ours, int count) {
            return ours;
        }

        @Override
        public long[] ours(long[] theirs, int count) {
            return unwrapped(theirs, 2);
        }

        @Override
        public boolean fits(long[] theirs, long[] ours, int count) {
            return Arrays.equals(unwrapped(theirs, 0), unwrapped(ours, 0));
        }

        @Override
        public String expected(long[] ours, int count) {
            return Arrays.toString(ours) + ", possibly with other axes of length 1 in front";
        }

        /** Without leading axes of length 1, as long as more than {@code rank} are left. */
        private static long[] unwrapped(long[] shape, int rank) {
            int from = 0;
            while (shape.length - from > rank && shape[from] == 1) {
                from++;
            }
            return Arrays.copyOfRange(shape, from, shape.length);
        }
    }

    /** All axes behind the first become one: a convolution kernel (d, 3, p, p) to the matrix (d, 3pp). */
    record Flatten() implements Operation {
        @Override
        public long[] theirs(long[] ours, int count) {
            return ours;
        }

        @Override
        public long[] ours(long[] theirs, int count) {
            return theirs.length < 2 ? theirs : new long[] {theirs[0], behindFirst(theirs)};
        }

        @Override
        public boolean fits(long[] theirs, long[] ours, int count) {
            return theirs.length > 1 && Arrays.equals(ours(theirs, count), ours);
        }

        @Override
        public String expected(long[] ours, int count) {
            return "[" + ours[0] + ", ...] with " + ours[1] + " values a row";
        }

        private static long behindFirst(long[] shape) {
            return Arrays.stream(shape, 1, shape.length).reduce(1, Math::multiplyExact);
        }
    }

    /** Several matrices one below the other: query, key and value to one (3d, d). */
    record Join() implements Operation {
        @Override
        public long[] theirs(long[] ours, int count) {
            return withFirst(ours, ours[0] / count);
        }

        @Override
        public long[] ours(long[] theirs, int count) {
            return theirs.length == 0 ? theirs : withFirst(theirs, theirs[0] * count);
        }
    }

    /** A matrix (in, out) to (out, in). */
    record Transpose() implements Operation {
        @Override
        public long[] theirs(long[] ours, int count) {
            return ours(ours, count);
        }

        @Override
        public long[] ours(long[] theirs, int count) {
            return theirs.length == 2 ? new long[] {theirs[1], theirs[0]} : theirs;
        }

        @Override
        public void write(List<TensorSource> theirs, FloatBuffer target) throws IOException {
            TensorSource source = theirs.get(0);
            int rows = Math.toIntExact(source.shape()[0]);
            int columns = Math.toIntExact(source.shape()[1]);
            float[] matrix = values(source);
            for (int column = 0; column < columns; column++) {
                for (int row = 0; row < rows; row++) {
                    target.put(matrix[row * columns + column]);
                }
            }
        }
    }

    /**
     * One of several equal parts of a vector: the bias of the query out of a bias (3d). Where it is masked, a second vector of
     * the same length is multiplied with it (DINOv3's own code switches the key bias off that way; what lies under the mask
     * means nothing).
     *
     * @param index of the part, from 0
     * @param of how many
     * @param masked whether there is a second vector
     */
    record Part(int index, int of, boolean masked) implements Operation {
        @Override
        public long[] theirs(long[] ours, int count) {
            return withFirst(ours, ours[0] * of);
        }

        @Override
        public long[] ours(long[] theirs, int count) {
            return theirs.length == 0 ? theirs : withFirst(theirs, theirs[0] / of);
        }

        @Override
        public void write(List<TensorSource> theirs, FloatBuffer target) throws IOException {
            float[] all = values(theirs.get(0));
            int length = all.length / of;
            float[] factors = masked ? values(theirs.get(1)) : null;
            for (int i = index * length; i < (index + 1) * length; i++) {
                // Not a product: under a mask of 0 there may be anything, even what is no number.
                target.put(factors == null || factors[i] == 1 ? all[i] : factors[i] == 0 ? 0 : all[i] * factors[i]);
            }
        }
    }

    private static long[] withFirst(long[] shape, long first) {
        long[] other = shape.clone();
        other[0] = first;
        return other;
    }

    private static float[] values(TensorSource source) throws IOException {
        float[] values = new float[Math.toIntExact(source.elements())];
        source.copyTo(FloatBuffer.wrap(values));
        return values;
    }
}
