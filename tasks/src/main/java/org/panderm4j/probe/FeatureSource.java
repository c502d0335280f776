package org.panderm4j.probe;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.data.table.ProbeTable;
import org.panderm4j.run.Failure;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunFolder;

/** Where the features of a table's rows come from. */
public interface FeatureSource {
    /**
     * What features are, as a head must know them again.
     *
     * @param source in a reader's words, such as the model's name
     * @param model digest of the model that computed them, where it is known
     * @param facts further, by name: feature, transform, engine
     */
    record Origin(String source, Optional<String> model, Map<String, String> facts) {
        public Origin {
            facts = Map.copyOf(facts);
        }
    }

    /**
     * The rows that have features.
     *
     * @param rows in file order
     * @param features [n][d], finite
     * @param failures rows that were skipped
     */
    record Found(List<ProbeTable.Row> rows, float[][] features, List<Failure> failures, Origin origin) {
        public Found {
            rows = List.copyOf(rows);
            failures = List.copyOf(failures);
        }
    }

    /** What must be the same when an interrupted run goes on. */
    List<String> identity() throws IOException;

    /**
     * The features of a table's rows.
     *
     * @param run where features that are computed are kept
     * @throws IOException when rows that should have features have none; names them
     */
    Found of(ProbeTable table, RunFolder run, ProgressReport progress) throws IOException;
}
