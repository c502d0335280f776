package org.panderm4j.probe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.data.table.ColumnEncoder;
import org.panderm4j.data.table.ProbeTable;
import org.panderm4j.data.table.Split;
import org.panderm4j.data.table.TableRow;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunFolder;

/** Features that are columns of the table itself: what the metadata alone tell. */
public final class ColumnFeatures implements FeatureSource {
    /** The fact of an origin that holds the encoder. */
    static final String ENCODER = "columns";

    private final List<String> columns;

    public ColumnFeatures(List<String> columns) {
        this.columns = List.copyOf(columns);
    }

    @Override
    public List<String> identity() {
        return columns;
    }

    @Override
    public Found of(ProbeTable table, RunFolder run, ProgressReport progress) throws IOException {
        List<TableRow> training = new ArrayList<>();
        for (int i = 0; i < table.rows().size(); i++) {
            if (table.rows().get(i).split() == Split.TRAIN) {
                training.add(table.table().rows().get(i));
            }
        }
        ColumnEncoder encoder = ColumnEncoder.of(table.table(), columns, training);
        return new Found(
                table.rows(),
                encoder.encode(table.table(), table.table().rows()),
                List.of(),
                new Origin(
                        "columns " + String.join(", ", columns), Optional.empty(), Map.of(ENCODER, encoder.toJson())));
    }
}
