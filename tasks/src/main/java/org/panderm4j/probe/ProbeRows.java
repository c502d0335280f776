package org.panderm4j.probe;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.panderm4j.data.table.ProbeTable;
import org.panderm4j.data.table.Split;
import org.panderm4j.data.table.TableRow;
import org.panderm4j.eval.Bootstrap;

/** What all shares of a probe have in common: rows with features of the lengths a head takes, by split. */
final class ProbeRows {
    private final ProbeTable table;
    private final FeatureSource.Origin origin;
    private final LabelledFeatures train;
    private final LabelledFeatures validation;
    private final LabelledFeatures test;
    private final Bootstrap bootstrap;
    private final Map<String, List<String>> testValues = new HashMap<>();

    /**
     * @throws IOException when a column of subgroups is missing
     */
    ProbeRows(ProbeTable table, LabelledFeatures rows, ProbeSettings settings, FeatureSource.Origin origin)
            throws IOException {
        LabelledFeatures lengths =
                new LabelledFeatures(rows.rows(), settings.scaling().lengths(rows.features()));
        this.table = table;
        this.origin = origin;
        this.train = lengths.of(Split.TRAIN);
        this.validation = lengths.of(Split.VAL);
        this.test = lengths.of(Split.TEST);
        this.bootstrap = new Bootstrap(settings.seed(), settings.resamples(), Bootstrap.LEVEL)
                .byGroup(test.rows().stream().map(ProbeTable.Row::group).toList());
        for (String column : settings.subgroups()) {
            testValues.put(column, values(column));
        }
    }

    private List<String> values(String column) throws IOException {
        int place = table.table().column(column);
        Map<Long, String> byLine = new HashMap<>();
        for (TableRow row : table.table().rows()) {
            byLine.put(row.line(), row.get(place));
        }
        return test.rows().stream().map(row -> byLine.get(row.line())).toList();
    }

    List<String> classes() {
        return table.classes().names();
    }

    FeatureSource.Origin origin() {
        return origin;
    }

    LabelledFeatures train() {
        return train;
    }

    LabelledFeatures validation() {
        return validation;
    }

    LabelledFeatures test() {
        return test;
    }

    /** Of the test rows, by patient where the table has them. */
    Bootstrap bootstrap() {
        return bootstrap;
    }

    List<String> testValues(String column) {
        return testValues.get(column);
    }

    /** Logits of rows, whose lengths are right already, [n][classes]. */
    double[][] logits(HeadFitter.Fitted fitted, LabelledFeatures rows) {
        return new ProbeHead(fitted.head(), false, classes(), OptionalDouble.empty(), origin).logits(rows.features());
    }
}
