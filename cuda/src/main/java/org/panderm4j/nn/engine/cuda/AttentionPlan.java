package org.panderm4j.nn.engine.cuda;

import org.panderm4j.nn.engine.cuda.Kernel.Grid;

/**
 * Which kernel does an attention, and by how many threads. The constants are those of {@code attention.cu}.
 *
 * @param kernel its name
 * @param grid blocks of queries by sequences and heads
 */
record AttentionPlan(String kernel, Grid grid) {
    /** Keys of one step of the matrix unit's kernel. */
    static final int KEYS = 64;

    static final int WARPS = 8;
    /** Keys of one step of the other kernel. */
    static final int PLAIN_KEYS = 32;
    /** Widest head of the matrix unit's kernel, and of the other. */
    static final int WIDEST = 128;

    static final int PLAIN_WIDEST = 240;

    /** The matrix unit's for bf16 and heads of multiples of 8; else the one that computes in float32. */
    static AttentionPlan of(AttentionCall call, Element format) {
        int c = call.width();
        if (format == Element.BF16 && c % 8 == 0 && c <= WIDEST) {
            int queries = queries();
            boolean masked = call.seen() != 0 || call.added() != 0 || call.causal();
            int shared = 2 * 2 * KEYS * stride(c) * Short.BYTES;
            return new AttentionPlan(
                    masked ? "attention_masked_bf16" : "attention_bf16",
                    new Grid(blocks(call, queries), 1, 32 * WARPS, shared));
        }
        if (c > PLAIN_WIDEST) {
            throw new IllegalArgumentException(
                    "engine 'cuda' takes heads of at most " + PLAIN_WIDEST + " values, found " + c);
        }
        int queries = plainQueries(c);
        int shared = ((queries + 2 * PLAIN_KEYS) * plainStride(c) + queries * (PLAIN_KEYS + 1)) * Float.BYTES;
        return new AttentionPlan("attention_plain_" + format.label, new Grid(blocks(call, queries), 1, 256, shared));
    }

    /** As many for each head of each sequence as take all of its queries. */
    private static long blocks(AttentionCall call, int queries) {
        return call.sequences() * call.heads() * ((call.length() + queries - 1) / queries);
    }

    /** Queries of a block. */
    static int queries() {
        return WARPS * 16;
    }

    /** Values from one key to the next in shared memory. */
    static int stride(int c) {
        return padded(c) + 8;
    }

    private static int padded(int c) {
        return (c + 15) / 16 * 16;
    }

    static int plainQueries(int c) {
        return 32 * ((c + 7) / 8 * 8 <= 96 ? 2 : 1);
    }

    static int plainStride(int c) {
        return (c + 7) / 8 * 8 + 4;
    }
}
