package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.panderm4j.data.multimodal.CaseTable;
import org.panderm4j.data.multimodal.DataSets;
import org.panderm4j.data.multimodal.MissingPicture;
import org.panderm4j.data.multimodal.NamedPicture;
import org.panderm4j.data.multimodal.Reading;
import org.panderm4j.run.Digests;
import picocli.CommandLine.Option;

/** Options that say which cases there are. */
final class CaseTableOptions {
    @Option(
            names = "--dataset",
            required = true,
            paramLabel = "NAME|FILE",
            description = {
                "derm7pt, milk-11, pad, or a YAML file that describes pairs of your own",
                "(examples/demo-world.yaml shows all its keys)."
            })
    String dataSet;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Folder of the data set, as it is published.")
    Path data;

    @Option(
            names = "--class-names",
            split = ",",
            paramLabel = "A,B,...",
            description = "Names of the classes, in the order of the labels, where the data set has none.")
    List<String> classNames;

    @Option(
            names = "--class-num",
            paramLabel = "K",
            description = "As the reference has it: how many classes there are, which is checked.")
    Integer classNum;

    @Option(
            names = "--split-shares",
            split = ",",
            paramLabel = "TRAIN,VAL,TEST",
            description =
                    "Shares of cases in a table without splits; those of a patient stay together (default: 0.7,0.15,0.15).")
    List<Double> shares;

    /** Refuses what cannot be, before anything is read. */
    void check() {
        Bounds.atLeast(2, "--class-num", classNum == null ? 2 : classNum);
        if (classNames != null
                && (classNames.stream().anyMatch(String::isBlank)
                        || Set.copyOf(classNames).size() < classNames.size())) {
            throw new UsageException("--class-names: expected different names, none of them blank, found "
                    + String.join(",", classNames));
        }
        if (shares != null) {
            try {
                new Reading(Optional.empty(), shares, 0);
            } catch (IllegalArgumentException e) {
                throw new UsageException("--split-shares: " + e.getMessage());
            }
        }
    }

    /**
     * Reads them.
     *
     * @param seed of splits that are to be dealt
     */
    CaseTable read(long seed) throws IOException {
        if (!Files.isDirectory(data)) {
            throw new IOException("--data " + data + ": expected the folder of the data set, found "
                    + (Files.exists(data) ? "a file" : "nothing"));
        }
        Reading reading = Reading.usual().withSplits(shares == null ? Reading.USUAL_SHARES : shares, seed);
        if (classNames != null) {
            reading = reading.withClassNames(classNames);
        }
        CaseTable table = DataSets.named(dataSet, reading).read(data);
        if (shares != null && !reading.hasDealt(table)) {
            throw new UsageException("--split-shares: deals the cases of a table without splits; " + table.dataSet()
                    + " says itself which case is for what");
        }
        int classes = table.classNames().size();
        if (classNum != null && classNum != classes) {
            throw new UsageException("--class-num: " + table.dataSet() + " has " + classes + " classes ("
                    + String.join(", ", table.classNames()) + "), found " + classNum);
        }
        return table;
    }

    /** The text of a description of pairs; empty for a data set that needs none. */
    Optional<String> description() throws IOException {
        return DataSets.NAMES.contains(dataSet) ? Optional.empty() : Optional.of(Files.readString(Path.of(dataSet)));
    }

    /** What must be the same when a run goes on: the files, and what was made of them by options and a description. */
    static List<String> identity(CaseTable table) throws IOException {
        List<String> identity = new ArrayList<>(table.classNames());
        for (Path file : table.files()) {
            identity.add(Digests.ofFile(file));
        }
        table.cases()
                .forEach(one -> identity.add(String.join(
                        " ",
                        one.split().word(),
                        one.label().toString(),
                        one.group(),
                        one.pictures().toString(),
                        one.metadata().toString(),
                        one.criteria().toString(),
                        table.metadata().text().of(one.metadata()))));
        identity.add(Digests.ofFileList(table.cases().stream()
                .flatMap(one -> one.pictures().stream())
                .map(NamedPicture::path)
                .toList()));
        return identity;
    }

    /** One line on pictures that are named and not there; empty where all are. */
    static Optional<String> missing(CaseTable table) {
        List<MissingPicture> missing = table.missingPictures();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(missing.size() + " pictures are missing; the first: "
                        + missing.get(0).message());
    }
}
