package org.panderm4j.data.synth.lesion;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Draws from small tables of probabilities. */
final class Chance {
    private Chance() {}

    /** True with this probability. Always takes one number from the generator. */
    static boolean of(double probability, RandomGenerator random) {
        return random.nextDouble() < probability;
    }

    /** One value, each as likely as its weight; weights need not add up to 1. Takes one number. */
    static <T extends Enum<T>> T one(Map<T, Double> weights, RandomGenerator random) {
        double left = random.nextDouble() * total(weights);
        T last = null;
        for (Map.Entry<T, Double> entry : weights.entrySet()) {
            if (entry.getValue() > 0) {
                last = entry.getKey();
                left -= entry.getValue();
                if (left < 0) {
                    break;
                }
            }
        }
        return last;
    }

    /** Every value on its own with its probability. Takes one number a value. */
    static <T extends Enum<T>> Set<T> some(Map<T, Double> probabilities, Class<T> type, RandomGenerator random) {
        EnumSet<T> chosen = EnumSet.noneOf(type);
        probabilities.forEach((value, probability) -> {
            if (of(probability, random)) {
                chosen.add(value);
            }
        });
        return chosen;
    }

    /** The probability of one value. */
    static <T extends Enum<T>> double share(Map<T, Double> weights, T value) {
        return weights.getOrDefault(value, 0.0) / total(weights);
    }

    private static double total(Map<?, Double> weights) {
        double total = 0;
        for (double weight : weights.values()) {
            total += weight;
        }
        return total;
    }
}
