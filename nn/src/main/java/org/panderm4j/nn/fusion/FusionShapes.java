package org.panderm4j.nn.fusion;

import java.util.LinkedHashMap;
import java.util.Map;

/** Names and shapes of what a fusion network learns, in the order in which it uses them. */
final class FusionShapes {
    private final FusionDesign design;
    private final Map<String, long[]> parameters = new LinkedHashMap<>();
    private final Map<String, Integer> batchNorms = new LinkedHashMap<>();

    private FusionShapes(FusionDesign design) {
        this.design = design;
    }

    static FusionShapes of(FusionDesign design) {
        FusionShapes shapes = new FusionShapes(design);
        shapes.inputs();
        shapes.steps();
        shapes.head();
        return shapes;
    }

    Map<String, long[]> parameters() {
        return parameters;
    }

    /** Widths by name. */
    Map<String, Integer> batchNorms() {
        return batchNorms;
    }

    private void inputs() {
        int width = design.images().width();
        for (Modality modality : design.modalities()) {
            if (modality != Modality.METADATA && design.imageLayer()) {
                linear(FusionNames.pictureLayer(modality), width, width);
            }
        }
        design.metadata().ifPresent(metadata -> {
            if (metadata.kind() == FusionDesign.Metadata.Kind.TEXT) {
                linear(FusionNames.METADATA_PROJECTION, metadata.inputWidth(), width);
            } else {
                metadataLayer(0, metadata.inputWidth(), metadata.width());
                metadataLayer(1, metadata.width(), metadata.width());
            }
        });
    }

    private void metadataLayer(int layer, int in, int out) {
        linear(FusionNames.metadataLayer(layer) + ".linear", in, out);
        batchNorm(FusionNames.metadataLayer(layer) + FusionNames.NORM, out);
    }

    private void steps() {
        int width = design.images().width();
        for (int step = 0; design.picturesAttend() && step < design.images().depth(); step++) {
            attention(FusionNames.step(step, Modality.CLINICAL), width);
            attention(FusionNames.step(step, Modality.DERMOSCOPIC), width);
        }
        int wide = design.pictures() * width;
        for (int step = 0;
                design.metadataAttend()
                        && step < design.metadata().orElseThrow().depth();
                step++) {
            String name = FusionNames.metadataStep(step);
            boolean projects = design.metadataWidth() != wide;
            if (projects) {
                linear(name + FusionNames.PROJECT_IN, design.metadataWidth(), wide);
            }
            attention(name, wide);
            if (projects) {
                linear(name + FusionNames.PROJECT_OUT, wide, design.metadataWidth());
            }
        }
    }

    private void attention(String name, int width) {
        norm(name + FusionNames.NORM, width);
        norm(name + FusionNames.CONTEXT_NORM, width);
        parameters.put(name + FusionNames.QUERY + ".weight", new long[] {width, width});
        parameters.put(name + FusionNames.KEY_VALUE + ".weight", new long[] {2L * width, width});
        linear(name + FusionNames.OUT, width, width);
        norm(name + FusionNames.MLP_NORM, width);
        linear(name + FusionNames.MLP_UP, width, width);
        linear(name + FusionNames.MLP_DOWN, width, width);
    }

    private void head() {
        int fused = design.fusedWidth();
        int classes = design.outputs().get(0).classes();
        if (design.head() == FusionDesign.HeadKind.MLP) {
            linear(FusionNames.HEAD_HIDDEN, fused, FusionDesign.HIDDEN);
            batchNorm(FusionNames.HEAD_NORM, FusionDesign.HIDDEN);
            linear(FusionNames.HEAD_OUTPUT, FusionDesign.HIDDEN, classes);
        } else {
            linear(FusionNames.HEAD_OUTPUT, fused, classes);
        }
        design.furtherOutputs().forEach(output -> linear(FusionNames.output(output), fused, output.classes()));
    }

    private void linear(String name, int in, int out) {
        parameters.put(name + ".weight", new long[] {out, in});
        parameters.put(name + ".bias", new long[] {out});
    }

    private void norm(String name, int width) {
        parameters.put(name + ".weight", new long[] {width});
        parameters.put(name + ".bias", new long[] {width});
    }

    private void batchNorm(String name, int width) {
        norm(name, width);
        batchNorms.put(name, width);
    }
}
