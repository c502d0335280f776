package org.panderm4j.data.synth.caption;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.panderm4j.data.random.Permutation;

/** Choosing and joining words. */
final class Wording {
    private final RandomGenerator random;

    Wording(RandomGenerator random) {
        this.random = random;
    }

    /** One of several ways to say it. */
    @SafeVarargs
    final <T> T one(T... ways) {
        return ways[random.nextInt(ways.length)];
    }

    <T> T one(List<T> ways) {
        return ways.get(random.nextInt(ways.size()));
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** At most {@code count} of them, in random order. */
    List<String> some(List<String> all, int count) {
        List<String> chosen = new ArrayList<>();
        for (int place : Permutation.of(all.size(), random)) {
            if (chosen.size() < count) {
                chosen.add(all.get(place));
            }
        }
        return chosen;
    }

    /** {@code a}, {@code a and b}, {@code a, b and c}. */
    static String list(List<String> parts) {
        if (parts.size() < 2) {
            return String.join("", parts);
        }
        int last = parts.size() - 1;
        return String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
    }

    /** With an upper-case first letter. */
    static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** With the article that its first letter asks for. */
    static String a(String noun) {
        return ("aeiou".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ") + noun;
    }
}
