package org.panderm4j.nn.tower;

import java.util.List;
import java.util.Optional;

/** How an input becomes a sequence of tokens. */
public sealed interface Stem {
    /** Length of a token vector. */
    int width();

    /** Whether a sequence may hold padding that no query sees. */
    default boolean padded() {
        return this instanceof JointStem || (this instanceof TokenStem text && text.end() instanceof TextEnd.Padding);
    }

    /**
     * Square patches of a picture, linearly embedded, behind one class token and possibly registers (ViT, Dosovitskiy et al.
     * 2021; registers, Darcet et al. 2024).
     *
     * @param image side of the square input in pixels; divides by {@code patch}. With rotary positions it is the usual side, and
     *     any multiple of {@code patch} will do, sides of different length too
     * @param patch side of a patch in pixels
     * @param width length of a token vector
     * @param bias whether the patch embedding has a bias
     * @param registers learned tokens between the class token and the patches
     * @param positions how patches know where they are
     * @param norm over the sequence before the first block (CLIP's {@code ln_pre}), if there is one
     */
    record PatchStem(
            int image, int patch, int width, boolean bias, int registers, Positions positions, Optional<Norm> norm)
            implements Stem {
        public PatchStem {
            if (image <= 0 || patch <= 0 || width <= 0 || image % patch != 0) {
                throw new IllegalArgumentException(
                        "expected an image side that is a multiple of the patch side, found image " + image + ", patch "
                                + patch + ", width " + width);
            }
            if (registers < 0) {
                throw new IllegalArgumentException("expected no negative number of registers, found " + registers);
            }
        }

        /** Patches along one side of a picture of the usual size. */
        public int grid() {
            return image / patch;
        }

        /** Tokens of one picture of the usual size. */
        public int tokens() {
            return leading() + grid() * grid();
        }

        /** Tokens in front of the patches: the class token and the registers. */
        public int leading() {
            return 1 + registers;
        }

        /** Values in one patch: channels, rows, columns. */
        public int patchValues() {
            return 3 * patch * patch;
        }

        /** Whether pictures of another size than {@link #image} can be taken. */
        public boolean anyGrid() {
            return positions instanceof Positions.Rotary;
        }
    }

    /**
     * Token and position tables, a type table where there is one, summed, normalised where there is a norm (BERT, Devlin et al.
     * 2019; CLIP's text tower, Radford et al. 2021). All tokens are of type 0.
     *
     * @param vocabulary rows of the token table
     * @param positions rows of the position table, the longest text possible
     * @param types rows of the type table; 0 where there is none
     * @param width length of a token vector
     * @param norm over the sum, if there is one
     * @param end where a row of ids ends
     */
    record TokenStem(int vocabulary, int positions, int types, int width, Optional<Norm> norm, TextEnd end)
            implements Stem {
        public TokenStem {
            if (vocabulary <= 0 || positions <= 0 || types < 0 || width <= 0) {
                throw new IllegalArgumentException("expected positive sizes, found vocabulary " + vocabulary
                        + ", positions " + positions + ", types " + types + ", width " + width);
            }
            int id = end instanceof TextEnd.Padding padding
                    ? padding.id()
                    : end instanceof TextEnd.FirstId first ? first.id() : 0;
            if (id >= vocabulary) {
                throw new IllegalArgumentException(
                        "expected a padding or end id inside the vocabulary of " + vocabulary + ", found " + id);
            }
        }
    }

    /**
     * A picture's grid of convolutional features followed by a text, in one sequence (OFA, Wang et al. 2022; BiomedGPT, Zhang et
     * al. 2024). Positions are not added to the tokens: their products are added to the scores of every block's attention, the
     * part that depends on absolute positions being made here, once.
     *
     * @param image side of the square input in pixels
     * @param network that makes the grid
     * @param imageBucket longest side of the grid that there are positions for
     * @param vocabulary rows of the token table
     * @param positions rows of the text's position table
     * @param tokenBucket distances between tokens up to half of this have an entry of their own, larger ones share
     * @param width length of a token vector
     * @param eps added to the variance in the norms
     * @param padding id of tokens that no query sees
     * @param prompt token ids of the text that accompanies a picture given alone
     */
    record JointStem(
            int image,
            ResNet network,
            int imageBucket,
            int vocabulary,
            int positions,
            int tokenBucket,
            int width,
            double eps,
            int padding,
            List<Integer> prompt)
            implements Stem {
        /** Tokens of the longest text that distances are told apart for; a constant of the reference. */
        public static final int LONGEST_TEXT = 1024;

        public JointStem {
            prompt = List.copyOf(prompt);
            if (vocabulary <= 0 || positions <= 0 || tokenBucket <= 0 || width <= 0 || !(eps > 0)) {
                throw new IllegalArgumentException("expected positive sizes, found vocabulary " + vocabulary
                        + ", positions " + positions + ", token bucket " + tokenBucket + ", width " + width + ", eps "
                        + eps);
            }
            if (tokenBucket < 2) {
                throw new IllegalArgumentException("expected a token bucket of at least 2, found " + tokenBucket);
            }
            if (padding < 0 || padding >= vocabulary) {
                throw new IllegalArgumentException(
                        "expected a padding id inside the vocabulary of " + vocabulary + ", found " + padding);
            }
            if (image <= 0 || image % network.stride() != 0 || network.grid(image) > imageBucket) {
                throw new IllegalArgumentException("expected an image side that is a multiple of " + network.stride()
                        + " and at most " + imageBucket * network.stride() + ", found " + image);
            }
            if (prompt.size() > Math.min(positions, LONGEST_TEXT)) {
                throw new IllegalArgumentException("expected a prompt of at most " + Math.min(positions, LONGEST_TEXT)
                        + " tokens, found " + prompt.size());
            }
            if (prompt.isEmpty() || prompt.stream().anyMatch(id -> id < 0 || id >= vocabulary)) {
                throw new IllegalArgumentException(
                        "expected a prompt of ids inside the vocabulary of " + vocabulary + ", found " + prompt);
            }
        }

        /** Positions along one side of the grid. */
        public int grid() {
            return network.grid(image);
        }

        /** Tokens of the longest text possible. */
        public int longestText() {
            return Math.min(positions, LONGEST_TEXT);
        }

        /** Tokens of a picture. */
        public int imageTokens() {
            return grid() * grid();
        }

        /** Rows of a block's table of distances between image tokens; the last three are no distances and never read. */
        public int imageDistances() {
            return (2 * imageBucket - 1) * (2 * imageBucket - 1) + 3;
        }

        /** Rows of a block's table of distances between text tokens. */
        public int tokenDistances() {
            return 2 * tokenBucket - 1;
        }
    }
}
