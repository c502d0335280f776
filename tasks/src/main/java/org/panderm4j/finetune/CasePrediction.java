package org.panderm4j.finetune;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.data.multimodal.Case;

/**
 * What a fine-tuned model says of a case.
 *
 * @param subject the case
 * @param diagnosis probabilities of the classes
 * @param criteria of the further outputs, by name and in their order
 * @param missing what the model sees and the case lacks: {@code clinical}, {@code dermoscopic}, {@code metadata}
 * @param rule by which missing pictures were replaced; empty where none is missing
 */
public record CasePrediction(
        Case subject,
        ClassScores diagnosis,
        Map<String, ClassScores> criteria,
        List<String> missing,
        Optional<MissingRule> rule) {
    public CasePrediction {
        missing = List.copyOf(missing);
    }
}
