package org.panderm4j.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.panderm4j.data.transform.ChannelOrder;
import org.panderm4j.data.transform.FinetuneTransform;
import org.panderm4j.data.transform.PreprocessConfig;
import org.panderm4j.finetune.BaseModel;
import org.panderm4j.finetune.CasePictures;
import org.panderm4j.finetune.OpenCvPictures;
import org.panderm4j.finetune.ReadOut;
import org.panderm4j.model.Transforms;
import picocli.CommandLine.Option;

/** Options that say how pictures of cases are prepared and what is read of them. */
final class CasePictureOptions {
    private static final String ORDER = "channel-order";
    private static final String STATISTICS = "statistics";

    @Option(
            names = "--encoder-pool",
            defaultValue = "MEAN",
            paramLabel = "POOL",
            description = {
                "What is read of the image tower (default: mean). mean: what the reference reads by that name, which for",
                "PanDerm-2 is the class token; cls: the class token; patch-mean: the mean of the patch tokens."
            },
            converter = ChoiceConverter.OfReadOut.class)
    ReadOut readOut;

    @Option(
            names = "--channel-order",
            paramLabel = "ORDER",
            description = {
                "rgb or bgr (default: rgb, in which the towers were trained). The published figures were made with bgr,",
                "which a preset and --match-reference take."
            })
    ChannelOrder order;

    @Option(
            names = "--statistics",
            defaultValue = "REFERENCE",
            paramLabel = "WHOSE",
            description =
                    "reference or model (default: reference): whose mean and deviation pictures are normalised with.")
    Statistics statistics;

    /** Whose mean and deviation. */
    enum Statistics {
        REFERENCE,
        MODEL
    }

    /** How pictures are prepared for a model. */
    CasePictures of(BaseModel model, boolean reference) {
        return of(model, facts(reference));
    }

    /**
     * How they were prepared for a model that was fine-tuned.
     *
     * @param facts by option, as {@link #facts} gave them
     */
    static CasePictures of(BaseModel model, Map<String, String> facts) {
        ChannelOrder channels = ChannelOrder.valueOf(facts.get(ORDER));
        FinetuneTransform transform = Statistics.valueOf(facts.get(STATISTICS)) == Statistics.MODEL
                ? FinetuneTransform.of(channels, config(model))
                : new FinetuneTransform(
                        channels, model.side(), PreprocessConfig.IMAGENET_MEAN, PreprocessConfig.PROBE_STD);
        return new OpenCvPictures(transform, facts + " " + model.side());
    }

    private static PreprocessConfig config(BaseModel model) {
        return Transforms.of(model.description(), model.file()).config();
    }

    /**
     * What was chosen, by option, to be kept with a fine-tuned model.
     *
     * @param reference whether the reference is matched
     */
    Map<String, String> facts(boolean reference) {
        Map<String, String> facts = new LinkedHashMap<>();
        ChannelOrder usual = reference ? ChannelOrder.BGR : ChannelOrder.RGB;
        facts.put(ORDER, (order == null ? usual : order).name());
        facts.put(STATISTICS, statistics.name());
        return facts;
    }
}
