package org.panderm4j.nn.tower;

/** Where a row of token ids ends: nothing behind it has an influence on the text's feature. */
public sealed interface TextEnd {
    /** Tokens of a row up to its end; 0 where it holds nothing but padding. */
    int length(int... ids);

    /**
     * A text ends where its padding begins (BERT). Padding has an influence neither in attention nor in pooling.
     *
     * @param id of the padding
     */
    record Padding(int id) implements TextEnd {
        public Padding {
            if (id < 0) {
                throw new IllegalArgumentException("expected a padding id of 0 or more, found " + id);
            }
        }

        @Override
        public int length(int... ids) {
            int end = ids.length;
            while (end > 0 && ids[end - 1] == id) {
                end--;
            }
            return end;
        }
    }

    /** A text ends at its largest id, the first one if there are several (CLIP, whose end token is the vocabulary's last). */
    record LargestId() implements TextEnd {
        @Override
        public int length(int... ids) {
            int end = 0;
            for (int i = 1; i < ids.length; i++) {
                end = ids[i] > ids[end] ? i : end;
            }
            return end + 1;
        }
    }

    /**
     * A text ends at the first token of this id; a row without one ends at its first token, as the reference has it.
     *
     * @param id of the end token
     */
    record FirstId(int id) implements TextEnd {
        public FirstId {
            if (id < 0) {
                throw new IllegalArgumentException("expected an end id of 0 or more, found " + id);
            }
        }

        @Override
        public int length(int... ids) {
            for (int i = 0; i < ids.length; i++) {
                if (ids[i] == id) {
                    return i + 1;
                }
            }
            return 1;
        }
    }
}
