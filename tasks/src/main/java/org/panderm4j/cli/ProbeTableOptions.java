package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.panderm4j.data.random.RandomStreams;
import org.panderm4j.data.sampling.GroupedSplits;
import org.panderm4j.data.table.ProbeTable;
import org.panderm4j.data.table.Split;
import org.panderm4j.data.table.Table;
import org.panderm4j.data.text.LabelSet;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say which rows are trained on and tested, and what they are. */
final class ProbeTableOptions {
    /** In the order of --split-shares. */
    private static final List<Split> PARTS = List.of(Split.TRAIN, Split.VAL, Split.TEST);

    @Option(
            names = "--csv",
            required = true,
            paramLabel = "FILE",
            description = "Table of pictures with a class and a split each.")
    Path csv;

    @Mixin
    TableOptions images;

    @Option(
            names = "--label-column",
            defaultValue = "label",
            paramLabel = "NAME",
            description = "Column of the classes: numbers from 0, or names (default: ${DEFAULT-VALUE}).")
    String labelColumn;

    @Option(
            names = "--label-set",
            paramLabel = "NAME|FILE",
            description = "Names of the classes in class order: a shipped list, or a file with one a line.")
    String labelSet;

    @Option(
            names = "--split-column",
            paramLabel = "NAME",
            description = "Column with train, val or test; val may be absent (default: split).")
    String splitColumn;

    @Option(
            names = "--split-shares",
            split = ",",
            paramLabel = "TRAIN,VAL,TEST",
            description = {
                "Split the rows by these shares, e.g. 0.7,0.1,0.2, in place of a column:",
                "the rows of one group together, every class in proportion, the same for the same --seed."
            })
    List<Double> splitShares;

    @Option(
            names = "--group-column",
            paramLabel = "NAME",
            description = "Column of the patient (or lesion): never split, and drawn together by the bootstrap.")
    String groupColumn;

    @Option(names = "--weight-column", paramLabel = "NAME", description = "Column of the rows' weights in training.")
    String weightColumn;

    /**
     * Reads the table.
     *
     * @throws IOException when a column or a value is not what is needed
     */
    ProbeTable read(long seed) throws IOException {
        if (splitColumn != null && splitShares != null) {
            throw new UsageException("--split-column and --split-shares: expected one of them, found both");
        }
        ProbeTable.Splitting splitting = splitShares == null
                ? ProbeTable.byColumn(splitColumn == null ? "split" : splitColumn)
                : dealt(splits(), seed);
        Optional<List<String>> names = labelSet == null
                ? Optional.empty()
                : Optional.of(LabelSet.of(labelSet).classes());
        Table table = TableOptions.read(csv);
        requireSplit(table);
        return ProbeTable.of(
                table,
                images.source(),
                new ProbeTable.Columns(
                        labelColumn, names, Optional.ofNullable(groupColumn), Optional.ofNullable(weightColumn)),
                splitting);
    }

    private void requireSplit(Table table) throws IOException {
        if (splitShares == null && splitColumn == null && !table.has("split")) {
            throw new IOException(csv + ", line 1: expected a column \"split\" with train, val or test, found only "
                    + String.join(", ", table.header()) + "; name it by --split-column, or have the rows split by"
                    + " --split-shares 0.7,0.1,0.2");
        }
    }

    private GroupedSplits splits() {
        if (splitShares.size() != PARTS.size()) {
            throw new UsageException(
                    "--split-shares: expected three shares (train, val, test), found " + splitShares.size());
        }
        try {
            return new GroupedSplits(splitShares);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--split-shares: " + e.getMessage());
        }
    }

    private static ProbeTable.Splitting dealt(GroupedSplits splits, long seed) {
        return (table, groups, classes) -> {
            int[] strata = classes.labels().stream().mapToInt(label -> label).toArray();
            int[] parts = splits.parts(groups, strata, new RandomStreams(seed).stream("splits"));
            return Arrays.stream(parts).mapToObj(PARTS::get).toList();
        };
    }
}
