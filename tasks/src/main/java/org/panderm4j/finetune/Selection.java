package org.panderm4j.finetune;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.panderm4j.data.multimodal.Case;
import org.panderm4j.data.multimodal.CaseTable;
import org.panderm4j.data.table.Split;

/**
 * Which cases of a table are for what, by their numbers.
 *
 * @param train cases with a label and all pictures that are seen
 * @param validation likewise
 * @param test cases with a label; pictures may be missing
 */
record Selection(int[] train, int[] validation, int[] test) {
    /**
     * @param whole whether a case has all pictures that are seen, and they can be used
     */
    static Selection of(CaseTable table, IntPredicate whole) {
        return new Selection(
                of(table, Split.TRAIN).filter(whole).toArray(),
                of(table, Split.VAL).filter(whole).toArray(),
                of(table, Split.TEST).toArray());
    }

    private static IntStream of(CaseTable table, Split split) {
        return IntStream.range(0, table.cases().size()).filter(index -> {
            Case one = table.cases().get(index);
            return one.split() == split && one.label().isPresent();
        });
    }

    /** How many cases of each split are used. */
    Map<Split, Integer> used() {
        Map<Split, Integer> used = new EnumMap<>(Split.class);
        used.put(Split.TRAIN, train.length);
        used.put(Split.VAL, validation.length);
        used.put(Split.TEST, test.length);
        return used;
    }

    /** One line for each split of which cases are left out, or that has none to test. */
    List<String> notes(CaseTable table) {
        List<String> notes = new ArrayList<>();
        leftOut(table, Split.TRAIN, train.length).ifPresent(notes::add);
        leftOut(table, Split.VAL, validation.length).ifPresent(notes::add);
        if (test.length == 0) {
            notes.add("no case is for test: the model is not tested");
        }
        return notes;
    }

    private static Optional<String> leftOut(CaseTable table, Split split, int used) {
        int all = table.of(split).size();
        return used == all
                ? Optional.empty()
                : Optional.of((all - used) + " of " + all + " cases of split " + split.word()
                        + " are left out: they lack a label or a picture that is seen");
    }

    /**
     * Refuses what cannot be trained.
     *
     * @param monitor the figure of the validation cases that says which epoch is best, if one does
     * @throws IOException in one line that says what is missing and what to do
     */
    void require(CaseTable table, Optional<String> monitor) throws IOException {
        long classes = Arrays.stream(train)
                .map(index -> table.cases().get(index).label().orElseThrow())
                .distinct()
                .count();
        if (train.length < 2 || classes < 2) {
            throw new IOException(table.dataSet() + ": expected training cases of at least two classes, found "
                    + train.length + " usable cases of " + classes + " ("
                    + table.files().get(0) + ")");
        }
        if (monitor.isPresent() && validation.length == 0) {
            throw new IOException(table.dataSet()
                    + ": expected cases of split val, which say which epoch is best, found none that can be used; name"
                    + " some, or keep the last epoch by --monitor none");
        }
        if (monitor.equals(Optional.of("auroc"))) {
            requireEveryClass(table);
        }
    }

    /** The area is not defined else, and no epoch would ever be the best. */
    private void requireEveryClass(CaseTable table) throws IOException {
        Set<Integer> found = Arrays.stream(validation)
                .mapToObj(index -> table.cases().get(index).label().orElseThrow())
                .collect(Collectors.toSet());
        List<String> absent = IntStream.range(0, table.classNames().size())
                .filter(label -> !found.contains(label))
                .mapToObj(table.classNames()::get)
                .toList();
        if (!absent.isEmpty()) {
            throw new IOException(
                    table.dataSet() + ": expected usable cases of every class in split val for --monitor auroc,"
                            + " which is not defined else, found none of class " + String.join(", ", absent)
                            + "; choose acc, f1, bacc or loss");
        }
    }
}
