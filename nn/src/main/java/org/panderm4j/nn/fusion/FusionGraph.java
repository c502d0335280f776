package org.panderm4j.nn.fusion;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.panderm4j.nn.graph.Layers;
import org.panderm4j.nn.graph.Parameters;
import org.panderm4j.nn.graph.Style;

/** A fusion network out of plain operations: features of what it sees, [b, width] each, to the logits of all outputs. */
final class FusionGraph {
    private static final double EPS = 1e-5;

    private final FusionDesign design;
    private final Parameters parameters;
    private final Style style;
    private final double dropout;

    /**
     * @param dropout probability behind the hidden layers of head and metadata
     */
    FusionGraph(FusionDesign design, Parameters parameters, Style style, double dropout) {
        this.design = design;
        this.parameters = parameters;
        this.style = style;
        this.dropout = dropout;
    }

    /** The logits of all outputs, one after the other, [b, classes]; inputs by the words of their modalities. */
    SDVariable logits(Map<String, SDVariable> inputs) {
        Map<Modality, SDVariable> features = new EnumMap<>(Modality.class);
        for (Modality modality : design.modalities()) {
            features.put(modality, prepared(modality, inputs.get(modality.word())));
        }
        List<SDVariable> parts = new Meeting(design, parameters, style).parts(features);
        SDVariable joined = style.named(FusionNames.HEAD_INPUT, concat(parts)); // [b, F]
        List<SDVariable> logits = new ArrayList<>();
        logits.add(style.named(FusionNames.LOGITS, head(joined)));
        style.named(FusionNames.PROBABILITIES, style.softmax(logits.get(0)));
        for (FusionDesign.Output output : design.furtherOutputs()) {
            logits.add(linear(FusionNames.output(output), joined, design.fusedWidth(), output.classes()));
        }
        return concat(logits);
    }

    static SDVariable concat(List<SDVariable> parts) {
        SameDiff graph = parts.get(0).getSameDiff();
        return parts.size() == 1 ? parts.get(0) : graph.concat(1, parts.toArray(SDVariable[]::new));
    }

    /** As it is fused. */
    private SDVariable prepared(Modality modality, SDVariable x) {
        if (modality != Modality.METADATA) {
            int width = design.images().width();
            return design.imageLayer() ? linear(FusionNames.pictureLayer(modality), x, width, width) : x;
        }
        FusionDesign.Metadata metadata = design.metadata().orElseThrow();
        return style.named(
                FusionNames.METADATA,
                switch (metadata.kind()) {
                    case TEXT ->
                        linear(
                                FusionNames.METADATA_PROJECTION,
                                x,
                                metadata.inputWidth(),
                                design.images().width());
                    case VECTOR -> {
                        SDVariable first = metadataLayer(0, x, metadata.inputWidth(), metadata.width());
                        SDVariable second = metadataLayer(1, first, metadata.width(), metadata.width());
                        yield style.dropped(second, FusionNames.METADATA, dropout);
                    }
                });
    }

    private SDVariable metadataLayer(int layer, SDVariable x, int in, int out) {
        String name = FusionNames.metadataLayer(layer);
        String linear = name + ".linear";
        SDVariable normed =
                style.normedLinear(x, parameters, linear, name + FusionNames.NORM, new long[] {in, out}, EPS);
        return style.named(name + ".activation", Layers.relu(normed));
    }

    private SDVariable head(SDVariable joined) {
        int classes = design.outputs().get(0).classes();
        if (design.head() == FusionDesign.HeadKind.LINEAR) {
            return linear(FusionNames.HEAD_OUTPUT, joined, design.fusedWidth(), classes);
        }
        long[] sizes = {design.fusedWidth(), FusionDesign.HIDDEN};
        SDVariable normed =
                style.normedLinear(joined, parameters, FusionNames.HEAD_HIDDEN, FusionNames.HEAD_NORM, sizes, EPS);
        SDVariable hidden = style.named(FusionNames.HEAD_ACTIVATION, Layers.relu(normed));
        SDVariable left = style.dropped(hidden, FusionNames.HEAD_ACTIVATION, dropout);
        return linear(FusionNames.HEAD_OUTPUT, left, FusionDesign.HIDDEN, classes);
    }

    private SDVariable linear(String name, SDVariable x, int in, int out) {
        return style.named(name, Layers.linear(x, parameters, name, in, out, true));
    }
}
