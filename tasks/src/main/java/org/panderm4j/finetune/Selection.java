package org.panderm4j.finetune;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.IntPredicate;
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

    /**
     * Refuses what cannot be trained.
     *
     * @param monitored whether validation says which epoch is best
     * @throws IOException in one line that says what is missing and what to do
     */
    void require(CaseTable table, boolean monitored) throws IOException {
        long classes = Arrays.stream(train)
                .map(index -> table.cases().get(index).label().orElseThrow())
                .distinct()
                .count();
        if (train.length < 2 || classes < 2) {
            throw new IOException(table.dataSet() + ": expected training cases of at least two classes, found "
                    + train.length + " usable cases of " + classes + " ("
                    + table.files().get(0) + ")");
        }
        if (monitored && validation.length == 0) {
            throw new IOException(table.dataSet()
                    + ": expected cases of split val, which say which epoch is best, found none that can be used; name"
                    + " some, or keep the last epoch by --monitor none");
        }
    }
}
