package org.panderm4j.concepts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.panderm4j.eval.RocArea;
import org.panderm4j.run.ProgressReport;

/** Which feature knows an attribute of the pictures best: the one whose activation has the largest area under the ROC curve. */
public final class AttributeScores {
    private static final long MOST_VALUES = 1L << 26; // of one pass, 256 MiB

    private final ActivationRows activations;
    private final ConceptColumns columns;
    private final ProgressReport progress;

    /** @param columns of as many rows as the activations have */
    public AttributeScores(ActivationRows activations, ConceptColumns columns, ProgressReport progress) {
        this.activations = activations;
        this.columns = columns;
        this.progress = progress;
    }

    /**
     * An attribute and the feature that knows it best.
     *
     * @param column of the attribute
     * @param positive rows that have it
     * @param neuron number of the feature; -1 if all rows have the attribute, or none
     * @param auroc of its activation; empty then
     */
    public record Score(String column, int positive, int neuron, OptionalDouble auroc) {}

    /** One for each column, in their order; of equally good features the first. */
    public List<Score> best() throws IOException {
        Map<String, Score> best = new LinkedHashMap<>();
        columns.names().forEach(name -> best.put(name, new Score(name, count(name), -1, OptionalDouble.empty())));
        int block = (int) Math.max(1, Math.min(activations.features(), MOST_VALUES / Math.max(1, activations.rows())));
        for (int first = 0; first < activations.features(); first += block) {
            look(first, Math.min(block, activations.features() - first), best);
        }
        return new ArrayList<>(best.values());
    }

    private int count(String name) {
        int count = 0;
        for (boolean one : columns.of(name)) {
            count += one ? 1 : 0;
        }
        return count;
    }

    private void look(int first, int count, Map<String, Score> best) throws IOException {
        float[][] block = new float[count][(int) activations.rows()];
        activations.read(
                (number, row) -> {
                    for (int j = 0; j < count; j++) {
                        block[j][(int) number] = row[first + j];
                    }
                },
                progress);
        ProgressReport.Step step = progress.begin("attributes", "features", count);
        for (int j = 0; j < count; j++) {
            for (String name : columns.names()) {
                OptionalDouble area = RocArea.of(columns.of(name), block[j]);
                Score known = best.get(name);
                if (area.isPresent() && area.getAsDouble() > known.auroc().orElse(-1)) {
                    best.put(name, new Score(name, known.positive(), first + j, area));
                }
            }
            step.reach(j + 1);
        }
    }
}
