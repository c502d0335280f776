package org.panderm4j.nn.engine.onednn;

import java.util.Arrays;

/** Copies an output to the results. */
final class Delivery implements Step {
    private final String name;
    private final Location location;
    private final long[] inner;

    /**
     * @param inner shape of one sequence's value
     */
    Delivery(String name, Location location, long... inner) {
        this.name = name;
        this.location = location;
        this.inner = inner;
    }

    @Override
    public void run(Call call) {
        int[] origins = call.part().origins();
        long size = Arrays.stream(inner).reduce(1, Math::multiplyExact);
        call.results().put(name, origins, call.floats(location, size * origins.length), inner);
    }
}
