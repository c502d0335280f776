package org.panderm4j.nn.engine.cuda;

import java.util.LinkedHashMap;
import java.util.Map;

/** Arrays of a program, by name, one behind the other in memory that is taken later. */
final class Scratch {
    private final Map<String, Long> places = new LinkedHashMap<>();
    private final Map<String, Long> sizes = new LinkedHashMap<>();
    private long size;
    private long base;

    /** Declares an array; asked for twice under one name it is the same one, as large as asked for first. */
    void declare(String name, long values, Element format) {
        if (!places.containsKey(name)) {
            places.put(name, size);
            sizes.put(name, values * format.bytes);
            size += Memory.aligned(values * format.bytes);
        } else if (sizes.get(name) < values * format.bytes) {
            throw new IllegalStateException("the array " + name + " was declared smaller");
        }
    }

    long bytes() {
        return size;
    }

    /** Says where the memory is. */
    void place(long address) {
        base = address;
    }

    /** Where an array is. */
    long of(String name) {
        return base + places.get(name);
    }
}
