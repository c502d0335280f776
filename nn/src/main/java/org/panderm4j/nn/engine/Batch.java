package org.panderm4j.nn.engine;

import java.util.Arrays;
import java.util.List;
import org.panderm4j.nn.tower.Stem.JointStem;
import org.panderm4j.nn.tower.TextEnd;

/** What an encoder takes: pictures, texts, or pictures with a text each; never none. */
public sealed interface Batch {
    /** Number of pictures or texts or pairs, b. */
    int size();

    /**
     * Preprocessed pictures.
     *
     * @param pixels b arrays of 3 * height * width normalised values, channel first
     * @param height in pixels
     * @param width in pixels
     */
    record Images(List<float[]> pixels, int height, int width) implements Batch {
        public Images {
            pixels = List.copyOf(pixels);
            if (pixels.isEmpty()) {
                throw new IllegalArgumentException("a batch needs at least one picture");
            }
            if (height <= 0 || width <= 0) {
                throw new IllegalArgumentException(
                        "expected sides of at least one pixel, found " + height + " x " + width);
            }
            for (float[] picture : pixels) {
                if (picture.length != 3 * height * width) {
                    throw new IllegalArgumentException(
                            "expected 3 x " + height + " x " + width + " values a picture, found " + picture.length);
                }
            }
        }

        @Override
        public int size() {
            return pixels.size();
        }
    }

    /**
     * Pictures with a text each.
     *
     * @param images the pictures
     * @param texts as many, in the same order
     */
    record Joint(Images images, Texts texts) implements Batch {
        public Joint {
            if (images.size() != texts.size()) {
                throw new IllegalArgumentException(
                        "expected a text for each of " + images.size() + " pictures, found " + texts.size());
            }
        }

        @Override
        public int size() {
            return images.size();
        }
    }

    /**
     * Token ids of texts, all rows of the same length.
     *
     * @param ids b rows of n ids, padded
     */
    record Texts(int[][] ids) implements Batch {
        public Texts {
            if (ids.length == 0 || ids[0].length == 0) {
                throw new IllegalArgumentException("a batch needs at least one text of at least one token");
            }
            for (int[] row : ids) {
                if (row.length != ids[0].length) {
                    throw new IllegalArgumentException(
                            "expected rows of " + ids[0].length + " tokens, found one of " + row.length);
                }
            }
        }

        /** A joint stem's own prompt, {@code count} times, for pictures that come alone. */
        public static Texts prompts(int count, JointStem stem) {
            int[] prompt = stem.prompt().stream().mapToInt(Integer::intValue).toArray();
            int[][] ids = new int[count][];
            Arrays.fill(ids, prompt);
            return new Texts(ids);
        }

        @Override
        public int size() {
            return ids.length;
        }

        /** Tokens of each row, n. */
        public int length() {
            return ids[0].length;
        }

        /**
         * The same texts without the columns in which every row has ended. Features do not change: nothing behind a text's end
         * has an influence on them. On short prompts this saves a factor of 5 to 20.
         */
        public Texts cut(TextEnd end) {
            int length =
                    Math.max(1, Arrays.stream(ids).mapToInt(end::length).max().orElse(1));
            return length == length()
                    ? this
                    : new Texts(Arrays.stream(ids)
                            .map(row -> Arrays.copyOf(row, length))
                            .toArray(int[][]::new));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Texts texts && Arrays.deepEquals(ids, texts.ids);
        }

        @Override
        public int hashCode() {
            return Arrays.deepHashCode(ids);
        }
    }
}
