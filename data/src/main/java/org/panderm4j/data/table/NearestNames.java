package org.panderm4j.data.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which of some names a mistyped one may stand for: those that share the largest part of their pairs of letters with it. */
public final class NearestNames {
    private NearestNames() {}

    /** The nearest, several if they are equally near; none if none is near at all. */
    public static List<String> of(String wanted, List<String> names) {
        List<String> nearest = new ArrayList<>();
        double most = 0;
        for (String name : names) {
            double near = overlap(letterPairs(wanted), letterPairs(name));
            if (near > most) {
                nearest.clear();
                most = near;
            }
            if (near > 0 && near == most) {
                nearest.add(name);
            }
        }
        return nearest;
    }

    /** For the end of a message: {@code ; did you mean "pigment_network"?}, or nothing if no name is near. */
    public static String hint(String wanted, List<String> names) {
        List<String> nearest = of(wanted, names);
        return nearest.isEmpty() ? "" : "; did you mean \"" + String.join("\" or \"", nearest) + "\"?";
    }

    /** Dice's coefficient, from 0 to 1. */
    private static double overlap(List<String> one, List<String> other) {
        List<String> left = new ArrayList<>(other);
        int common = 0;
        for (String pair : one) {
            if (left.remove(pair)) {
                common++;
            }
        }
        return 2.0 * common / Math.max(1, one.size() + other.size());
    }

    private static List<String> letterPairs(String name) {
        String letters = name.toLowerCase(Locale.ROOT);
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i + 1 < letters.length(); i++) {
            pairs.add(letters.substring(i, i + 2));
        }
        return pairs;
    }
}
