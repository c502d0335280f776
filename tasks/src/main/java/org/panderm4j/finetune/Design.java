package org.panderm4j.finetune;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.panderm4j.data.multimodal.CaseTable;
import org.panderm4j.data.multimodal.Criterion;
import org.panderm4j.nn.fusion.FusionDesign;

/** From what is asked for, and the widths of features, to the shape of a fusion network. */
final class Design {
    /** Name of the first output. */
    static final String DIAGNOSIS = "diagnosis";

    private static final int METADATA_WIDTH = 128;

    private Design() {}

    /**
     * The shape.
     *
     * @param imageWidth of the image tower's feature
     * @param metadataWidth of the text tower's feature, or of the vector; without meaning where metadata are not seen
     * @throws IllegalArgumentException when heads do not divide a width, or criteria are asked of a data set without
     */
    static FusionDesign of(FusionOptions options, int imageWidth, int metadataWidth, CaseTable table) {
        return new FusionDesign(
                options.views().contains(View.CLINICAL),
                options.views().contains(View.DERMOSCOPIC),
                new FusionDesign.Images(imageWidth, options.images(), options.imageHeads(), options.imageDepth()),
                options.imageLayer(),
                metadata(options, metadataWidth),
                options.head(),
                outputs(options, table));
    }

    private static Optional<FusionDesign.Metadata> metadata(FusionOptions options, int inputWidth) {
        FusionDesign.Metadata.Kind kind = switch (options.metadata()) {
            case NONE -> null;
            case TEXT -> FusionDesign.Metadata.Kind.TEXT;
            case VECTOR -> FusionDesign.Metadata.Kind.VECTOR;
        };
        return Optional.ofNullable(kind)
                .map(one -> new FusionDesign.Metadata(
                        one,
                        inputWidth,
                        options.metadataWidth().orElse(METADATA_WIDTH),
                        options.metadataFusing(),
                        options.metadataHeads(),
                        options.metadataDepth()));
    }

    private static List<FusionDesign.Output> outputs(FusionOptions options, CaseTable table) {
        List<FusionDesign.Output> outputs = new ArrayList<>();
        outputs.add(new FusionDesign.Output(DIAGNOSIS, table.classNames().size()));
        if (options.criteria() && table.criteria().isEmpty()) {
            throw new IllegalArgumentException(
                    "--criteria: " + table.dataSet() + " has no further labels; leave it out");
        }
        if (options.criteria()
                && table.criteria().stream().anyMatch(one -> one.name().equals(DIAGNOSIS))) {
            throw new IllegalArgumentException("--criteria: expected columns of other names than " + DIAGNOSIS
                    + ", which is the name of the label among the outputs, found it in " + table.dataSet()
                    + "; rename that column");
        }
        for (Criterion criterion : options.criteria() ? table.criteria() : List.<Criterion>of()) {
            outputs.add(new FusionDesign.Output(
                    criterion.name(), criterion.classNames().size()));
        }
        return outputs;
    }
}
