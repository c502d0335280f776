package org.panderm4j.nn.sae.fused;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Lists the activations of a batch that stay, as long as they are few. */
final class Listing {
    private final int features;
    private final List<Entries> pieces = new ArrayList<>();
    private int count;

    Listing(int features) {
        this.features = features;
    }

    private static final class Scratch {
        private final Choice choice;
        private final int[] active;

        Scratch(Choice choice, int features) {
            this.choice = choice;
            this.active = new int[features];
        }
    }

    /**
     * Lists those of a batch.
     *
     * @param choices asked once a thread
     * @param share of all activations that may be listed of a piece of rows, up to 1
     * @return whether no piece has more; else the list is of no use
     */
    boolean set(Activations activations, int rows, Supplier<Choice> choices, double share) {
        Pieces cuts = Pieces.of(rows);
        count = cuts.count();
        while (pieces.size() < count) {
            pieces.add(new Entries(cuts.length(), features));
        }
        AtomicBoolean few = new AtomicBoolean(true);
        activations.forEach(rows, () -> new Scratch(choices.get(), features), (own, piece, row, values) -> {
            Entries entries = pieces.get(piece);
            if (row == cuts.from(piece)) {
                entries.clear();
                own.choice.begin(piece);
            }
            long most = (long) (share * features * (cuts.to(piece) - cuts.from(piece)));
            if (few.get()) {
                entries.add(values, own.active, own.choice.of(values, own.active));
                if (entries.size() > most) {
                    few.set(false);
                }
            }
        });
        return few.get();
    }

    List<Entries> pieces() {
        return pieces.subList(0, count);
    }

    /** Rows in which each feature is active, [m]. */
    int[] fired() {
        int[] fired = new int[features];
        for (Entries entries : pieces()) {
            int[] counts = entries.counts();
            for (int j = 0; j < features; j++) {
                fired[j] += counts[j];
            }
        }
        return fired;
    }

    /** Of all listed activations. */
    double sum() {
        double sum = 0;
        for (Entries entries : pieces()) {
            for (int i = 0; i < entries.size(); i++) {
                sum += entries.values()[i];
            }
        }
        return sum;
    }

    long size() {
        return pieces().stream().mapToLong(Entries::size).sum();
    }

    /** The smallest of all; 0 where there are none. */
    float least() {
        float least = Float.POSITIVE_INFINITY;
        for (Entries entries : pieces()) {
            for (int i = 0; i < entries.size(); i++) {
                least = Math.min(least, entries.values()[i]);
            }
        }
        return least == Float.POSITIVE_INFINITY ? 0 : least;
    }
}
