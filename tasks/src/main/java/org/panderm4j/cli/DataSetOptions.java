package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panderm4j.data.table.ImageSource;
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
            converter = NamedFile.Converter.class,
            description =
                    "A table of pictures and class numbers; NAME is pad, ham, snu, sd128, daffodil, ph2, isic2020, "
                            + "dermnet, or your own with --label-set. May be given several times.")
    List<NamedFile> dataSets;

    @Option(
            names = "--label-set",
            paramLabel = "NAME=FILE",
            converter = NamedFile.Converter.class,
            description = "The classes of data set NAME, one a line; line k is class k, counted from 0.")
    List<NamedFile> labelSets = List.of();

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
        return new Reading("--dataset", labelColumn, table.source()).read(dataSets, labelSets);
    }

    /**
     * How data sets are read, whatever the option is called that names them.
     *
     * @param option that name
     * @param labelColumn column of the class numbers
     * @param images how a row names its picture
     */
    record Reading(String option, String labelColumn, ImageSource images) {
        List<DataSet> read(List<NamedFile> dataSets, List<NamedFile> labelSets) throws IOException {
            Map<String, Path> files = byName(option, dataSets);
            Map<String, Path> labelFiles = byName("--label-set", labelSets);
            for (String name : labelFiles.keySet()) {
                if (!files.containsKey(name)) {
                    throw new UsageException("--label-set " + name + ": there is no " + option + " of that name");
                }
            }
            List<DataSet> sets = new ArrayList<>();
            for (Map.Entry<String, Path> entry : files.entrySet()) {
                LabelSet labels = labels(entry.getKey(), labelFiles);
                Table rows = TableOptions.read(entry.getValue());
                sets.add(new DataSet(
                        entry.getKey(), labels, ZeroShotTable.of(rows, images, labelColumn, labels.size())));
            }
            return sets;
        }

        private LabelSet labels(String name, Map<String, Path> labelFiles) throws IOException {
            if (labelFiles.containsKey(name)) {
                return LabelSet.load(labelFiles.get(name));
            }
            return BenchmarkSet.find(name)
                    .map(BenchmarkSet::labels)
                    .orElseThrow(() -> new UsageException(option + " " + name
                            + ": no class list of that name is shipped; give one with --label-set " + name + "=FILE"));
        }
    }

    private static Map<String, Path> byName(String option, List<NamedFile> files) {
        Map<String, Path> byName = new LinkedHashMap<>();
        for (NamedFile file : files) {
            if (byName.put(file.name(), file.file()) != null) {
                throw new UsageException(
                        option + " " + file.name() + ": given twice; use another name for one of them");
            }
        }
        return byName;
    }
}
