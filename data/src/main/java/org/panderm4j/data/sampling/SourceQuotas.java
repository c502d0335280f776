package org.panderm4j.data.sampling;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** How many pairs of each source a batch has. */
public final class SourceQuotas {
    private SourceQuotas() {}

    /**
     * As many of each source; what is left over goes to the first sources, one each.
     *
     * @throws IllegalArgumentException when some source would get none
     */
    public static int[] equal(int sources, int batch) {
        if (sources < 1 || batch < sources) {
            throw new IllegalArgumentException("expected a batch of at least one pair a source, found a batch of "
                    + batch + " for " + sources + " sources; choose a larger --batch-size, or give --sample-ratios");
        }
        int[] quotas = new int[sources];
        Arrays.fill(quotas, batch / sources);
        return filled(quotas, batch);
    }

    /**
     * By shares of the batch, rounded down; what is left over goes to the first sources, one each.
     *
     * @param names of the sources
     * @param shares for each of them from 0 to 1, together 1
     * @throws IllegalArgumentException when a source has no share, a share no source, or they do not add up
     */
    public static int[] of(List<String> names, Map<String, Double> shares, int batch) {
        for (String name : shares.keySet()) {
            require(names.contains(name), "a share for each of " + names, "one for \"" + name + "\"");
        }
        int[] quotas = new int[names.size()];
        double sum = 0;
        for (int i = 0; i < quotas.length; i++) {
            Double share = shares.get(names.get(i));
            require(
                    share != null,
                    "a share for \"" + names.get(i) + "\" (0 leaves it out)",
                    "shares of " + shares.keySet());
            require(share >= 0 && share <= 1, "a share from 0 to 1 for \"" + names.get(i) + "\"", share.toString());
            quotas[i] = (int) Math.floor(batch * share);
            sum += share;
        }
        // A little less than 1, as of thirds written with two digits, is as well; what is missing is given to the
        // first.
        int rest = batch - Arrays.stream(quotas).sum();
        require(batch > 0 && rest >= 0 && rest <= quotas.length, "shares that add up to 1", "a sum of " + sum);
        return filled(quotas, batch);
    }

    private static int[] filled(int[] quotas, int batch) {
        int rest = batch - Arrays.stream(quotas).sum();
        for (int i = 0; i < rest; i++) {
            quotas[i]++;
        }
        return quotas;
    }

    private static void require(boolean met, String expected, String found) {
        if (!met) {
            throw new IllegalArgumentException("source shares: expected " + expected + ", found " + found);
        }
    }
}
