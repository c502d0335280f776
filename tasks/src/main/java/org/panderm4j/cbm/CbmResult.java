package org.panderm4j.cbm;

import java.util.List;
import java.util.Optional;
import org.panderm4j.concepts.ClassImportance;
import org.panderm4j.concepts.NeuronActivity;

/**
 * Classifiers over splits, as they came out.
 *
 * @param inputs they were trained on
 * @param study of the activations
 * @param held how much of them was kept in memory
 * @param importance which features are more active in a class than in all rows
 * @param activity of the activations, over all rows
 * @param baseline of the raw features, if asked for
 * @param notes what a user should know
 */
public record CbmResult(
        CbmInputs inputs,
        SplitStudy study,
        Held held,
        ClassImportance importance,
        NeuronActivity activity,
        Optional<SplitStudy> baseline,
        List<String> notes) {
    /**
     * What of a matrix is in memory.
     *
     * @param rows n
     * @param width m
     * @param nonZeros values that are not 0, of 8 bytes each
     */
    public record Held(long rows, long width, long nonZeros) {
        /** Mebibytes. */
        double mebibytes() {
            return nonZeros * 8.0 / (1 << 20);
        }

        /** Share of the values that are not 0. */
        double density() {
            return (double) nonZeros / (rows * width);
        }
    }
}
