package org.panderm4j.cbm;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.panderm4j.eval.BinaryMetrics;
import org.panderm4j.eval.Spread;
import org.panderm4j.nn.linear.BinaryClassifier;

/**
 * Classifiers of many splits as one.
 *
 * @param fits one a split
 * @param width m, features
 */
public record SplitStudy(List<SplitFit> fits, int width) {
    /** The mean of the classifiers: of each weight, and of the intercept. */
    public BinaryClassifier mean() {
        double[] weight = new double[width];
        double intercept = 0;
        for (SplitFit fit : fits) {
            BinaryClassifier one = fit.fit().classifier();
            for (int j = 0; j < width; j++) {
                weight[j] += one.weight()[j];
            }
            intercept += one.intercept();
        }
        for (int j = 0; j < width; j++) {
            weight[j] /= fits.size();
        }
        return new BinaryClassifier(weight, intercept / fits.size());
    }

    /** All weights, split by split, [splits x m]. */
    double[] weights() {
        double[] all = new double[fits.size() * width];
        for (int i = 0; i < fits.size(); i++) {
            System.arraycopy(fits.get(i).fit().classifier().weight(), 0, all, i * width, width);
        }
        return all;
    }

    /** In how many splits each feature has a weight, [m]. */
    public int[] selected() {
        int[] selected = new int[width];
        for (SplitFit fit : fits) {
            double[] weight = fit.fit().classifier().weight();
            for (int j = 0; j < width; j++) {
                selected[j] += weight[j] == 0 ? 0 : 1;
            }
        }
        return selected;
    }

    /** The scores over the splits. */
    public List<Spread> spreads() {
        return BinaryMetrics.NAMES.stream()
                .map(name -> Spread.of(
                        name,
                        fits.stream().map(fit -> fit.metrics().value(name)).toList()))
                .toList();
    }

    /** Test rows with one value of the group column: of how many splits' test rows, in the mean, and their scores. */
    public record GroupSpread(String value, double rows, List<Spread> spreads) {}

    /** By value of the group column, ascending. */
    public List<GroupSpread> groups() {
        Set<String> values = new TreeSet<>();
        fits.forEach(fit -> values.addAll(fit.groups().keySet()));
        List<GroupSpread> groups = new ArrayList<>();
        for (String value : values) {
            List<BinaryMetrics> own = fits.stream()
                    .filter(fit -> fit.groups().containsKey(value))
                    .map(fit -> fit.groups().get(value))
                    .toList();
            double rows = own.stream()
                    .mapToInt(metrics -> metrics.predictions().rows())
                    .average()
                    .orElse(0);
            groups.add(new GroupSpread(
                    value,
                    rows,
                    BinaryMetrics.NAMES.stream()
                            .map(name -> Spread.of(
                                    name,
                                    own.stream()
                                            .map(metrics -> metrics.value(name))
                                            .toList()))
                            .toList()));
        }
        return groups;
    }

    /** Splits that ran into the largest number of epochs. */
    public long unconverged() {
        return fits.stream().filter(fit -> !fit.fit().converged()).count();
    }
}
