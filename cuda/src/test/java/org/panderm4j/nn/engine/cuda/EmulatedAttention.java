package org.panderm4j.nn.engine.cuda;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Does what {@code attend} of attention.cu does in its form for the matrix unit, thread by thread and name by name, but in
 * float32. Copies arrive when they are waited for, and not before.
 */
final class EmulatedAttention {
    final AttentionCase of;
    final Written mixed;
    /** As the compiler is told; CP is the width of a head as the matrix unit has it. */
    final int c;

    final int cp;
    final int groups;
    final int warps;
    final int keys;
    final boolean masked;
    final int stride;
    /** Keys and values, twice; what was never written is no number. */
    final float[] shared;

    private final int tile;
    private final Kernel.Grid grid;
    private final Deque<List<Runnable>> copies = new ArrayDeque<>();

    private EmulatedAttention(AttentionCase of, AttentionPlan plan) {
        Map<String, Integer> told = plan.definitions().stream()
                .map(one -> one.split("=", 2))
                .collect(Collectors.toMap(one -> one[0], one -> Integer.valueOf(one[1])));
        this.of = of;
        mixed = new Written(of.results());
        c = told.get("C");
        cp = (c + 15) / 16 * 16;
        groups = told.get("GROUPS");
        warps = told.get("WARPS");
        keys = told.get("KEYS");
        masked = told.get("MASKED") == 1;
        stride = cp + 8;
        tile = keys * stride;
        grid = plan.grid();
        shared = new float[grid.shared() / Short.BYTES];
    }

    static float[] mixed(AttentionCase of) {
        AttentionPlan plan = AttentionPlan.of(of.call(), Element.BF16);
        EmulatedAttention run = new EmulatedAttention(of, plan);
        if (plan.grid().threads() != run.warps * 32) {
            throw new IllegalStateException("a block has " + plan.grid().threads() + " threads");
        }
        for (int block = 0; block < plan.grid().x(); block++) {
            run.block(block);
        }
        return run.mixed.values();
    }

    private void block(int blockIdx) {
        Arrays.fill(shared, Float.NaN);
        int n = of.n();
        int queries = warps * groups * 16;
        int blocks = (n + queries - 1) / queries;
        int block = blockIdx % blocks;
        int pair = blockIdx / blocks;
        int sequence = pair / of.heads();
        int head = pair % of.heads();
        int last = masked && of.causal() ? Math.min(n, (block + 1) * queries) : n;
        fetchTile(sequence, head, 0, 0);
        List<EmulatedWarp> all = new ArrayList<>();
        for (int warp = 0; warp < warps; warp++) {
            all.add(new EmulatedWarp(this, sequence, head, block * queries + warp * groups * 16));
        }
        int stage = 0;
        for (int from = 0; from < last; from += keys, stage ^= 1) {
            if (from + keys < last) {
                fetchTile(sequence, head, from + keys, (stage ^ 1) * 2 * tile);
                await(1);
            } else {
                await(0);
            }
            for (EmulatedWarp warp : all) {
                warp.step(stage * 4 * tile, (stage * 4 + 2) * tile, from);
            }
        }
        all.forEach(EmulatedWarp::write);
    }

    /**
     * Rows of keys, and of values behind them.
     *
     * @param at place in shared memory, in values
     */
    private void fetchTile(int sequence, int head, int first, int at) {
        int pieces = cp / 8;
        boolean[] filled = new boolean[tile];
        List<Runnable> group = new ArrayList<>();
        for (int thread = 0; thread < warps * 32; thread++) {
            for (int i = thread; i < keys * pieces; i += warps * 32) {
                int key = i / pieces;
                int place = i % pieces * 8;
                boolean exists = first + key < of.n() && place < c;
                int from = exists ? offset(sequence, head, 1) + (first + key) * row() + place : -1;
                int to = key * stride + place;
                group.add(() -> fetch(at + to, from));
                group.add(() -> fetch(at + tile + to, exists ? from + of.heads() * c : -1));
                for (int k = 0; k < 8; k++) {
                    if (filled[to + k]) {
                        throw new IllegalStateException("a tile is filled twice at " + (to + k));
                    }
                    filled[to + k] = true;
                }
            }
        }
        copies.add(group);
    }

    /** Sixteen bytes. */
    private void fetch(int to, int from) {
        if (to % 8 != 0 || (from >= 0 && from % 8 != 0)) {
            throw new IllegalStateException("no multiple of 16 bytes: " + from + " to " + to);
        }
        for (int k = 0; k < 8; k++) {
            shared[to + k] = from < 0 ? 0 : of.qkv()[from + k];
        }
    }

    private void await(int groupsOnTheirWay) {
        while (copies.size() > groupsOnTheirWay) {
            copies.remove().forEach(Runnable::run);
        }
    }

    /** Values from a token to the next. */
    int row() {
        return 3 * of.heads() * c;
    }

    /** Where queries (0), keys (1) or values (2) of a head begin. */
    int offset(int sequence, int head, int part) {
        return sequence * of.n() * row() + (part * of.heads() + head) * c;
    }
}
