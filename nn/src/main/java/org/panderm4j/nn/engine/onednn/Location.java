package org.panderm4j.nn.engine.onednn;

/**
 * Where an array begins.
 *
 * @param kind what {@code value} counts from
 * @param value bytes
 */
record Location(Kind kind, long value) {
    /** Memory that the primitives share for their own purposes. */
    static final Location SCRATCHPAD = new Location(Kind.SCRATCHPAD, 0);

    /** What a location counts from. */
    enum Kind {
        /** Nothing: an address. */
        FIXED,
        /** The beginning of the scratch arrays of a run. */
        SCRATCH,
        /** The beginning of the primitives' scratchpad. */
        SCRATCHPAD
    }

    static Location fixed(NativeMemory.Region region) {
        return new Location(Kind.FIXED, region.address());
    }

    Location plus(long bytes) {
        return new Location(kind, value + bytes);
    }

    long address(Workspace.Bases bases) {
        return switch (kind) {
            case FIXED -> value;
            case SCRATCH -> bases.scratch() + value;
            case SCRATCHPAD -> bases.scratchpad() + value;
        };
    }
}
