package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.panderm4j.data.table.Table;
import org.panderm4j.data.table.ZeroShotTable;
import org.panderm4j.data.text.BenchmarkSet;
import org.panderm4j.data.text.LabelSet;
import org.panderm4j.zeroshot.DataSet;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that name labelled data sets. */
final class DataSetOptions {
    @Option(
            names = "--dataset",
            required = true,
            paramLabel = "NAME=CSV",
            description =
                    "A table of pictures and class numbers; NAME is pad, ham, snu, sd128, daffodil, ph2, isic2020, "
                            + "dermnet, or your own with --label-set. May be given several times.")
    Map<String, Path> dataSets;

    @Option(
            names = "--label-set",
            paramLabel = "NAME=FILE",
            description = "The classes of data set NAME, one a line; line k is class k, counted from 0.")
    Map<String, Path> labelSets = Map.of();

    @Option(
            names = "--label-column",
            defaultValue = "label",
            paramLabel = "NAME",
            description = "Column of the class numbers (default: ${DEFAULT-VALUE}).")
    String labelColumn;

    @Mixin
    TableOptions table;

    /** Reads and checks all tables, before anything expensive is begun. */
    List<DataSet> read() throws IOException {
        for (String name : labelSets.keySet()) {
            if (!dataSets.containsKey(name)) {
                throw new IllegalArgumentException("--label-set " + name + ": there is no --dataset of that name");
            }
        }
        List<DataSet> sets = new ArrayList<>();
        for (Map.Entry<String, Path> entry : dataSets.entrySet()) {
            LabelSet labels = labels(entry.getKey());
            Table rows = Table.read(entry.getValue());
            sets.add(new DataSet(
                    entry.getKey(), labels, ZeroShotTable.of(rows, table.source(), labelColumn, labels.size())));
        }
        return sets;
    }

    private LabelSet labels(String name) throws IOException {
        if (labelSets.containsKey(name)) {
            return LabelSet.load(labelSets.get(name));
        }
        return BenchmarkSet.find(name)
                .map(BenchmarkSet::labels)
                .orElseThrow(() -> new IllegalArgumentException("--dataset " + name
                        + ": no class list of that name is shipped; give one with --label-set " + name + "=FILE"));
    }
}
