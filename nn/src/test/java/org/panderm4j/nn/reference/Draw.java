package org.panderm4j.nn.reference;

import java.util.List;
import java.util.Random;
import org.panderm4j.nn.tower.Activation;

/** Random choices of a tower's sizes and switches. */
final class Draw {
    private final Random random;

    /** Random numbers of small seeds begin alike, a first coin falling to the same side for all: so one number is a seed again. */
    Draw(Random random) {
        this.random = new Random(random.nextLong());
    }

    boolean coin() {
        return random.nextBoolean();
    }

    /** True once in {@code times}. */
    boolean once(int times) {
        return random.nextInt(times) == 0;
    }

    int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    Activation activation() {
        return oneOf(List.of(Activation.values()));
    }

    double eps() {
        return coin() ? 1e-6 : 1e-5;
    }

    float noise() {
        return (float) random.nextGaussian();
    }
}
