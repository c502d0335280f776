package org.panderm4j.nn.sae;

import java.util.Map;
import org.panderm4j.nn.train.Snapshot;

/** For how many steps no row has activated each feature. */
final class Idleness {
    private final Ledger steps;
    private final long limit;

    /**
     * @param limit steps from which a feature counts as dead
     */
    Idleness(int features, long limit) {
        this.steps = new Ledger(features);
        this.limit = limit;
    }

    void add(int[] fired) {
        for (int j = 0; j < fired.length; j++) {
            steps.set(j, fired[j] > 0 ? 0 : steps.get(j) + 1);
        }
    }

    boolean[] dead() {
        boolean[] dead = new boolean[steps.size()];
        for (int j = 0; j < dead.length; j++) {
            dead[j] = steps.get(j) >= limit;
        }
        return dead;
    }

    Map<String, Snapshot.Values> buffers() {
        return Map.of("sae.idle", steps.view());
    }
}
