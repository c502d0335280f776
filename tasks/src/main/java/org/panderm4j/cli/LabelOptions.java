package org.panderm4j.cli;

import java.util.Optional;
import org.panderm4j.cbm.BinaryLabels;
import picocli.CommandLine.Option;

/** Options that say which column is the label, and of what. */
final class LabelOptions {
    @Option(
            names = "--label-column",
            paramLabel = "L",
            description = {
                "Column of the label, 0 or 1.",
                "By default where the reference has it: the third column, of two tables the last one."
            })
    String labelColumn;

    @Option(
            names = "--positive",
            paramLabel = "NAME",
            description = "Value of the label that counts as 1, all others as 0, when labels are names.")
    String positive;

    @Option(
            names = "--group-column",
            paramLabel = "NAME",
            description = "Column whose values the test rows are also scored by, such as sex or an artefact.")
    String groupColumn;

    BinaryLabels.Choice choice() {
        return new BinaryLabels.Choice(column(), positive());
    }

    Optional<String> column() {
        return Optional.ofNullable(labelColumn);
    }

    Optional<String> positive() {
        return Optional.ofNullable(positive);
    }

    Optional<String> groups() {
        return Optional.ofNullable(groupColumn);
    }
}
