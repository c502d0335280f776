package org.panderm4j.nn.engine.onednn;

/** Scratch memory that all programs of an encoder use in turn: as large as the largest of them has needed. */
final class Workspace {
    private final NativeMemory memory;
    private NativeMemory.Region scratch;
    private NativeMemory.Region scratchpad;

    /** Its memory is given back with that of {@code memory}. */
    Workspace(NativeMemory memory) {
        this.memory = memory;
        this.scratch = memory.take(0);
        this.scratchpad = memory.take(0);
    }

    /**
     * Where scratch memory lies.
     *
     * @param scratch address of the arrays
     * @param scratchpad address of what the primitives scribble on
     */
    record Bases(long scratch, long scratchpad) {
        static final Bases NONE = new Bases(0, 0);
    }

    /** Makes room; contents are not kept. */
    Bases reserve(long scratchBytes, long scratchpadBytes) {
        if (scratch.size() < scratchBytes) {
            // Empty first: should there be no room for more, what was given back must not be used again.
            memory.giveBack(scratch);
            scratch = memory.take(0);
            scratch = memory.take(scratchBytes);
        }
        if (scratchpad.size() < scratchpadBytes) {
            memory.giveBack(scratchpad);
            scratchpad = memory.take(0);
            scratchpad = memory.take(scratchpadBytes);
        }
        return new Bases(scratch.address(), scratchpad.address());
    }
}
