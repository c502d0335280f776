package org.panderm4j.probe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.panderm4j.data.table.ProbeTable;
import org.panderm4j.data.table.Split;

/** Whether the rows can be learned from and tested on. */
final class ClassCheck {
    private final ProbeTable table;
    private final LabelledFeatures rows;

    ClassCheck(ProbeTable table, LabelledFeatures rows) {
        this.table = table;
        this.rows = rows;
    }

    /**
     * Refuses what no fit can be made of, or not be tested.
     *
     * @throws IOException as {@link #requireTraining}, or when there are no test rows
     */
    void requireFit() throws IOException {
        require(Split.TEST);
        requireTraining();
    }

    private void require(Split split) throws IOException {
        if (rows.of(split).size() == 0) {
            throw new IOException(
                    table.table().file() + ": expected rows with split train and rows with split test, found "
                            + rows.of(Split.TRAIN).size() + " and "
                            + rows.of(Split.TEST).size());
        }
    }

    /**
     * Refuses what no fit can be made of.
     *
     * @throws IOException when there are no training rows, fewer than two classes, or a class without training rows
     */
    void requireTraining() throws IOException {
        require(Split.TRAIN);
        List<String> names = table.classes().names();
        LabelledFeatures train = rows.of(Split.TRAIN);
        if (names.size() < 2) {
            throw new IOException(
                    table.table().file() + ", column " + table.classes().column()
                            + ": expected at least two classes, found only " + String.join("", names));
        }
        if (train.size() < names.size()) {
            throw new IOException(table.table().file() + ": expected at least one training row of each of the "
                    + names.size() + " classes, found " + train.size() + " training rows; add rows or merge classes");
        }
        List<String> absent = absent(train);
        if (!absent.isEmpty()) {
            throw new IOException(
                    table.table().file() + ", column " + table.classes().column()
                            + ": expected training rows of every class, found none of " + String.join(", ", absent)
                            + "; add some, take its rows out, or number the classes without gaps");
        }
        requireWeight(train);
    }

    private void requireWeight(LabelledFeatures train) throws IOException {
        double[] sums = new double[table.classes().names().size()];
        double[] weights = train.weights();
        for (int i = 0; i < weights.length; i++) {
            sums[train.labels()[i]] += weights[i];
        }
        for (int k = 0; k < sums.length; k++) {
            if (!(sums[k] > 0)) {
                throw new IOException(table.table().file()
                        + ": expected a training row with a weight above 0 of every class, found none of " + told(k));
            }
        }
    }

    /** What is not measured for want of test rows, as a note to the user. */
    Optional<String> testNote() {
        List<String> absent = absent(rows.of(Split.TEST));
        return absent.isEmpty()
                ? Optional.empty()
                : Optional.of("no test row is of class " + String.join(", ", absent)
                        + ": AUROC and AUPR over all classes are not defined and stay empty");
    }

    /** What leaks, as a note to the user. */
    Optional<String> groupNote() {
        int straddling = table.straddling().size();
        return straddling == 0
                ? Optional.empty()
                : Optional.of(straddling + " groups have rows in train and in another split (first: "
                        + table.straddling().iterator().next()
                        + "): what the head learns of them flatters its scores");
    }

    private List<String> absent(LabelledFeatures some) {
        int[] counts = new int[table.classes().names().size()];
        for (int label : some.labels()) {
            counts[label]++;
        }
        List<String> absent = new ArrayList<>();
        for (int k = 0; k < counts.length; k++) {
            if (counts[k] == 0) {
                absent.add(told(k));
            }
        }
        return absent;
    }

    private String told(int label) {
        String name = table.classes().names().get(label);
        return name.equals(Integer.toString(label)) ? name : label + " (" + name + ")";
    }
}
