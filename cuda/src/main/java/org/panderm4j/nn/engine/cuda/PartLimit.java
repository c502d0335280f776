package org.panderm4j.nn.engine.cuda;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many tokens a part may have: fewer from the moment on when the card's memory did not hold one. */
final class PartLimit {
    private static final Logger LOG = LoggerFactory.getLogger(PartLimit.class);
    /** Enough for a card's multiprocessors to be busy: 128 pictures of 197 tokens. */
    static final int USUAL = 128 * 200;

    private int tokens;

    PartLimit(int tokens) {
        this.tokens = tokens;
    }

    static PartLimit usual() {
        return new PartLimit(USUAL);
    }

    int tokens() {
        return tokens;
    }

    /**
     * Allows half of a part that had no room, and says so.
     *
     * @throws CudaException.OutOfMemory the problem itself, when the part is a single sequence
     */
    void halve(Shape part, CudaException.OutOfMemory problem) {
        if (part.sequences() == 1) {
            throw problem;
        }
        int half = part.sequences() / 2;
        tokens = half * part.length();
        LOG.warn(
                "The card's memory does not hold {} x {} tokens at once; going on with {}.",
                part.sequences(),
                part.length(),
                half);
    }
}
