package org.panderm4j.cli;

import java.util.Map;
import org.panderm4j.data.transform.ChannelOrder;
import org.panderm4j.finetune.BaseModel;
import org.panderm4j.finetune.CasePictures;
import org.panderm4j.finetune.PicturePreparation;
import org.panderm4j.finetune.ReadOut;
import picocli.CommandLine.Option;

/** Options that say how pictures of cases are prepared and what is read of them. */
final class CasePictureOptions {
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
    PicturePreparation.Statistics statistics;

    /** How pictures are prepared for a model. */
    CasePictures of(BaseModel model, boolean reference) {
        return preparation(reference).of(model);
    }

    /**
     * What was chosen, by option, to be kept with a fine-tuned model.
     *
     * @param reference whether the reference is matched
     */
    Map<String, String> facts(boolean reference) {
        return preparation(reference).facts();
    }

    private PicturePreparation preparation(boolean reference) {
        ChannelOrder usual = reference ? ChannelOrder.BGR : ChannelOrder.RGB;
        return new PicturePreparation(order == null ? usual : order, statistics);
    }
}
