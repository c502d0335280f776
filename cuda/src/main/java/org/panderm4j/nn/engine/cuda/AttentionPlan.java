package org.panderm4j.nn.engine.cuda;

import java.util.List;
import org.panderm4j.nn.engine.cuda.Kernel.Grid;

/**
 * Which kernel does an attention, what it is compiled with, and by how many threads it is done. The constants are those of {@code
 * attention.cu}.
 *
 * @param kernel its name
 * @param definitions what the compiler is told
 * @param grid blocks of queries by sequences and heads
 */
record AttentionPlan(String kernel, List<String> definitions, Grid grid) {
    /** Widest head of the matrix unit's kernel, and of the other. */
    static final int WIDEST = 128;

    static final int PLAIN_WIDEST = 240;
    /** Keys of one step of the other kernel. */
    static final int PLAIN_KEYS = 32;

    private static final int PLAIN_THREADS = 256;

    /**
     * How the matrix unit's kernel is cut.
     *
     * @param groups of 16 queries that a warp has
     * @param warps of a block
     * @param keys of a step
     * @param blocks that registers are left for on a multiprocessor
     */
    record Tiling(int groups, int warps, int keys, int blocks) {
        /** Many queries: two groups a warp read keys half as often. */
        private static final Tiling LONG = new Tiling(2, 4, 64, 2);
        /** Short sequences, where half a block would idle, and heads whose second group finds no registers. */
        private static final Tiling SHORT = new Tiling(1, 4, 32, 3);

        private static final Tiling WIDE = new Tiling(1, 4, 64, 2);

        /** The fastest that needs no memory for registers on any card, by measurement on an H100 (see benchmarks/RESULTS.md). */
        static Tiling of(AttentionCall call) {
            if (call.width() > 104) {
                return WIDE;
            }
            return call.width() <= 64 && call.length() > 64 && !call.masked() ? LONG : SHORT;
        }

        int queries() {
            return 16 * groups * warps;
        }

        /** Bytes of shared memory: keys and values, of this step and the next. */
        int shared(int c) {
            return 2 * 2 * keys * stride(c) * Short.BYTES;
        }

        private List<String> definitions(int c, boolean masked) {
            return List.of(
                    "C=" + c,
                    "GROUPS=" + groups,
                    "WARPS=" + warps,
                    "KEYS=" + keys,
                    "BLOCKS=" + blocks,
                    "MASKED=" + (masked ? 1 : 0));
        }
    }

    /** The matrix unit's for bf16 and heads of multiples of 8; else the one that computes in float32. */
    static AttentionPlan of(AttentionCall call, Element format) {
        int c = call.width();
        if (format == Element.BF16 && c % 8 == 0 && c <= WIDEST) {
            Tiling tiling = Tiling.of(call);
            return new AttentionPlan(
                    call.masked() ? "attention_masked_bf16" : "attention_bf16",
                    tiling.definitions(c, call.masked()),
                    new Grid(blocks(call, tiling.queries()), 1, 32 * tiling.warps(), tiling.shared(c)));
        }
        if (c > PLAIN_WIDEST) {
            throw new IllegalArgumentException(
                    "engine 'cuda' takes heads of at most " + PLAIN_WIDEST + " values, found " + c);
        }
        int queries = plainQueries(c);
        int shared = ((queries + 2 * PLAIN_KEYS) * plainStride(c) + queries * (PLAIN_KEYS + 1)) * Float.BYTES;
        return new AttentionPlan(
                "attention_plain_" + format.label,
                List.of("C=" + c),
                new Grid(blocks(call, queries), 1, PLAIN_THREADS, shared));
    }

    /** As many for each head of each sequence as take all of its queries. */
    private static long blocks(AttentionCall call, int queries) {
        return call.sequences() * call.heads() * ((call.length() + queries - 1) / queries);
    }

    /** Values from one key to the next in shared memory, where heads are padded to a multiple of 16. */
    static int stride(int c) {
        return (c + 15) / 16 * 16 + 8;
    }

    /** Queries of a block of the other kernel. */
    static int plainQueries(int c) {
        return 32 * ((c + 7) / 8 * 8 <= 96 ? 2 : 1);
    }

    static int plainStride(int c) {
        return (c + 7) / 8 * 8 + 4;
    }
}
