package org.panderm4j.nn.engine.cuda;

/** What a kernel is started with, read in the order of its parameters: one of another type, or one too many, is an error. */
final class KernelArguments {
    private final String kernel;
    private final Object[] values;
    private int next;

    KernelArguments(String kernel, Object... values) {
        this.kernel = kernel;
        this.values = values.clone();
    }

    private <T> T next(Class<T> type) {
        if (next == values.length || !type.isInstance(values[next])) {
            throw new IllegalStateException(kernel + " takes a " + type.getSimpleName() + " as argument " + (next + 1)
                    + ", found " + (next == values.length ? "none" : values[next]));
        }
        return type.cast(values[next++]);
    }

    /** A pointer. */
    long address() {
        return next(Long.class);
    }

    /** A number of 64 bits. */
    long count() {
        return next(Long.class);
    }

    /** A number of 32 bits. */
    int size() {
        return next(Integer.class);
    }

    float number() {
        return next(Float.class);
    }

    void end() {
        if (next < values.length) {
            throw new IllegalStateException(kernel + " takes " + next + " arguments, found " + values.length);
        }
    }
}
