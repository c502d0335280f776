package org.panderm4j.nn.fusion;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.panderm4j.nn.graph.Layers;
import org.panderm4j.nn.graph.Parameters;
import org.panderm4j.nn.graph.Style;

/** How the features of the modalities meet, up to what is put side by side before the head. */
final class Meeting {
    private final FusionDesign design;
    private final Parameters parameters;
    private final Style style;

    Meeting(FusionDesign design, Parameters parameters, Style style) {
        this.design = design;
        this.parameters = parameters;
        this.style = style;
    }

    /**
     * What goes into the head, in its order.
     *
     * @param features [b, width] each
     */
    List<SDVariable> parts(Map<Modality, SDVariable> features) {
        SDVariable metadata = features.get(Modality.METADATA);
        if (metadata == null) {
            return pictures(features);
        }
        if (!design.metadataAttend()) {
            List<SDVariable> parts = new ArrayList<>(pictures(features));
            parts.add(0, metadata);
            return parts;
        }
        List<SDVariable> pictures = features.entrySet().stream()
                .filter(feature -> feature.getKey() != Modality.METADATA)
                .map(Map.Entry::getValue)
                .toList();
        SDVariable attending = metadata(metadata, FusionGraph.concat(pictures)); // the pictures as they were
        List<SDVariable> fused = pictures(features);
        return fused.size() == 1
                ? List.of(fused.get(0), attending)
                : List.of(fused.get(1), attending, fused.get(0)); // the reference's order
    }

    /** The pictures, clinical first, behind their own fusion. */
    private List<SDVariable> pictures(Map<Modality, SDVariable> features) {
        SDVariable clinical = features.get(Modality.CLINICAL);
        SDVariable dermoscopic = features.get(Modality.DERMOSCOPIC);
        if (clinical == null || dermoscopic == null) {
            return clinical == null ? (dermoscopic == null ? List.of() : List.of(dermoscopic)) : List.of(clinical);
        }
        if (!design.picturesAttend()) {
            return List.of(clinical, dermoscopic);
        }
        SDVariable x = clinical;
        SDVariable c = dermoscopic;
        for (int step = 0; step < design.images().depth(); step++) {
            x = attended(FusionNames.step(step, Modality.CLINICAL), x, c);
            c = attended(FusionNames.step(step, Modality.DERMOSCOPIC), c, x); // with the other as it is now
        }
        return List.of(
                style.named(FusionNames.fused(Modality.CLINICAL), x),
                style.named(FusionNames.fused(Modality.DERMOSCOPIC), c));
    }

    private SDVariable attended(String name, SDVariable x, SDVariable context) {
        int width = design.images().width();
        SDVariable more =
                new CrossAttentionGraph(name, width, design.images().heads(), parameters, style).attend(x, context);
        return style.named(name, more.add(x));
    }

    /** Metadata that take from the pictures side by side, which stay as they are. */
    private SDVariable metadata(SDVariable metadata, SDVariable pictures) {
        int own = design.metadataWidth();
        int width = design.pictures() * design.images().width();
        int heads = design.metadata().orElseThrow().heads();
        SDVariable m = metadata;
        for (int step = 0; step < design.metadata().orElseThrow().depth(); step++) {
            String name = FusionNames.metadataStep(step);
            SDVariable wide = own == width ? m : linear(name + FusionNames.PROJECT_IN, m, own, width);
            SDVariable more = new CrossAttentionGraph(name, width, heads, parameters, style).attend(wide, pictures);
            SDVariable back = own == width ? more : linear(name + FusionNames.PROJECT_OUT, more, width, own);
            style.named(name + FusionNames.ADDED, back);
            m = style.named(name, back.add(m));
        }
        return style.named(FusionNames.METADATA_FUSION, m);
    }

    private SDVariable linear(String name, SDVariable x, int in, int out) {
        return style.named(name, Layers.linear(x, parameters, name, in, out, true));
    }
}
