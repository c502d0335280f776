package org.panderm4j.nn.tower;

/** How an input becomes a sequence of tokens. */
public sealed interface Stem {
    /** Length of a token vector. */
    int width();

    /**
     * Square patches of a picture, linearly embedded, behind one class token, plus a table of positions (ViT, Dosovitskiy et
     * al. 2021).
     *
     * @param image side of the square input in pixels
     * @param patch side of a patch in pixels; divides {@code image}
     * @param width length of a token vector
     * @param bias whether the patch embedding has a bias
     */
    record PatchStem(int image, int patch, int width, boolean bias) implements Stem {
        public PatchStem {
            if (image <= 0 || patch <= 0 || width <= 0 || image % patch != 0) {
                throw new IllegalArgumentException(
                        "expected an image side that is a multiple of the patch side, found image " + image + ", patch "
                                + patch + ", width " + width);
            }
        }

        /** Patches along one side. */
        public int grid() {
            return image / patch;
        }

        /** Tokens of one picture, the class token included. */
        public int tokens() {
            return 1 + grid() * grid();
        }

        /** Values in one patch: channels, rows, columns. */
        public int patchValues() {
            return 3 * patch * patch;
        }
    }

    /**
     * Token, position and type tables, summed and normalised (BERT, Devlin et al. 2019). All tokens are of type 0.
     *
     * @param vocabulary rows of the token table
     * @param positions rows of the position table, the longest text possible
     * @param types rows of the type table
     * @param width length of a token vector
     * @param eps added to the variance in the norm
     * @param padding token id that is masked out everywhere
     */
    record TokenStem(int vocabulary, int positions, int types, int width, double eps, int padding) implements Stem {
        public TokenStem {
            if (vocabulary <= 0 || positions <= 0 || types <= 0 || width <= 0 || padding < 0 || padding >= vocabulary) {
                throw new IllegalArgumentException(
                        "expected positive sizes and a padding id inside the vocabulary, found vocabulary "
                                + vocabulary + ", positions " + positions + ", types " + types + ", width " + width
                                + ", padding "
                                + padding);
            }
        }
    }
}
