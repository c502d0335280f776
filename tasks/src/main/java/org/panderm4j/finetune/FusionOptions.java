package org.panderm4j.finetune;

import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;
import org.panderm4j.nn.fusion.Fusing;
import org.panderm4j.nn.fusion.FusionDesign;

/**
 * What is fused, and how.
 *
 * @param views pictures that are seen
 * @param metadata what metadata come as, {@link Metadata#NONE} if they are not seen
 * @param images how two pictures meet
 * @param imageHeads of that attention
 * @param imageDepth steps of it
 * @param imageLayer whether each picture's feature passes a linear layer of its own first
 * @param metadataFusing how metadata meet the pictures
 * @param metadataWidth of metadata that come as a vector, behind their hidden layers; empty for 128
 * @param metadataHeads of that attention
 * @param metadataDepth steps of it
 * @param head from the fused vector to the logits
 * @param criteria whether further labels of the data set get a head each
 */
public record FusionOptions(
        Set<View> views,
        Metadata metadata,
        Fusing images,
        int imageHeads,
        int imageDepth,
        boolean imageLayer,
        Fusing metadataFusing,
        OptionalInt metadataWidth,
        int metadataHeads,
        int metadataDepth,
        FusionDesign.HeadKind head,
        boolean criteria) {
    /** What metadata come as. */
    public enum Metadata {
        NONE,
        TEXT,
        VECTOR
    }

    public FusionOptions {
        views = views.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(views));
    }
}
