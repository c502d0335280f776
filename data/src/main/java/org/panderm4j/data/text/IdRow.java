package org.panderm4j.data.text;

import java.util.Arrays;

/** One row being filled from the left. Ids beyond its room are dropped. */
final class IdRow {
    private final int[] ids;
    private final int room;
    private int size;

    /** A row of {@code length} pads that takes at most {@code room} ids before {@link #close}. */
    IdRow(int length, int room, int pad) {
        this.ids = new int[length];
        this.room = room;
        Arrays.fill(ids, pad);
    }

    void add(int id) {
        if (size < room) {
            ids[size++] = id;
        }
    }

    void add(int[] more) {
        int count = Math.min(more.length, room - size);
        System.arraycopy(more, 0, ids, size, count);
        size += count;
    }

    boolean isFull() {
        return size == room;
    }

    /** Puts the last id behind the others, over the last one if the row is full to its end, and hands out the row. */
    int[] close(int last) {
        ids[Math.min(size, ids.length - 1)] = last;
        return ids;
    }
}
