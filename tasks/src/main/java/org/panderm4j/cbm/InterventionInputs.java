package org.panderm4j.cbm;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.panderm4j.concepts.ActivationRows;
import org.panderm4j.concepts.Intervention;
import org.panderm4j.run.ProgressReport;

/**
 * An intervention on test rows.
 *
 * @param cbm the classifier
 * @param labels of the rows
 * @param activations of the rows
 * @param neurons to change
 * @param change of each
 * @param recalibrated training rows by which the intercept is moved after the change, if it is
 * @param groupColumn whose values the rows are told apart by
 * @param seed of the intervals
 */
public record InterventionInputs(
        CbmFolder cbm,
        BinaryLabels labels,
        ActivationRows activations,
        List<ChosenNeuron> neurons,
        Intervention.Change change,
        Optional<ActivationRows> recalibrated,
        Optional<String> groupColumn,
        long seed) {
    /** Before anything is computed. */
    void check() throws IOException {
        cbm.requireWidth(activations);
        labels.requireRows(activations);
        if (recalibrated.isPresent()) {
            cbm.requireWidth(recalibrated.get());
        }
    }

    Optional<Recalibration> recalibration(ProgressReport progress) throws IOException {
        return recalibrated.isEmpty()
                ? Optional.empty()
                : Optional.of(Recalibration.of(cbm.classifier(), intervention(), recalibrated.get(), progress));
    }

    Intervention intervention() {
        return new Intervention(NeuronChoice.numbers(neurons), change);
    }

    /** In words. */
    String told() {
        if (change instanceof Intervention.Change.Scale scale) {
            return "multiplied by " + scale.factor();
        }
        if (change instanceof Intervention.Change.Mean) {
            return "set to their means over the training rows";
        }
        return change instanceof Intervention.Change.Fix fix ? "set to " + fix.value() : "set to 0";
    }
}
