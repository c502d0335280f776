package org.panderm4j.finetune;

import java.util.LinkedHashMap;
import java.util.Map;
import org.panderm4j.data.transform.ChannelOrder;
import org.panderm4j.data.transform.FinetuneTransform;
import org.panderm4j.data.transform.PreprocessConfig;
import org.panderm4j.model.Transforms;

/**
 * How pictures are prepared, whatever the model.
 *
 * @param order of the channels
 * @param statistics what they are normalised with
 */
public record PicturePreparation(ChannelOrder order, Statistics statistics) {
    private static final String ORDER = "channel-order";
    private static final String STATISTICS = "statistics";

    /** Whose mean and deviation. */
    public enum Statistics {
        REFERENCE,
        MODEL
    }

    /**
     * As it was chosen for a model that was fine-tuned.
     *
     * @param facts by option, as {@link #facts} gave them
     * @throws IllegalArgumentException when they do not say
     */
    public static PicturePreparation of(Map<String, String> facts) {
        return new PicturePreparation(
                ChannelOrder.valueOf(facts.getOrDefault(ORDER, "")),
                Statistics.valueOf(facts.getOrDefault(STATISTICS, "")));
    }

    /** By option, to be kept with a fine-tuned model. */
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(ORDER, order.name());
        facts.put(STATISTICS, statistics.name());
        return facts;
    }

    /** For a model. */
    public CasePictures of(BaseModel model) {
        FinetuneTransform transform = statistics == Statistics.MODEL
                ? FinetuneTransform.of(
                        order, Transforms.of(model.description(), model.file()).config())
                : new FinetuneTransform(
                        order, model.side(), PreprocessConfig.IMAGENET_MEAN, PreprocessConfig.PROBE_STD);
        return new OpenCvPictures(transform, facts() + " " + model.side());
    }
}
