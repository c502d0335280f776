package org.panderm4j.nn.fusion;

/**
 * Names of a fusion network's layers. A layer's name is followed by {@code .weight} and {@code .bias}, a batch norm's also by
 * {@code .mean}, {@code .variance} and {@code .batches}; alone it names what comes out of the layer.
 */
public final class FusionNames {
    /** Linear, from the feature of a text to H. */
    public static final String METADATA_PROJECTION = "metadata.projection";
    /** What is fused of the metadata: the projected text, or what comes out of the layers over a vector. */
    public static final String METADATA = "metadata.fused";
    /** The metadata behind their fusion with the pictures. */
    public static final String METADATA_FUSION = "metadata_fusion";
    /** What goes into the head: all that is fused, side by side. */
    public static final String HEAD_INPUT = "head.input";

    public static final String HEAD_HIDDEN = "head.hidden";
    public static final String HEAD_NORM = "head.norm";
    public static final String HEAD_ACTIVATION = "head.activation";
    /** Linear, to the classes of the first output. */
    public static final String HEAD_OUTPUT = "head.output";
    /** Logits of the first output, [b, classes]. */
    public static final String LOGITS = "logits";
    /** Their softmax. */
    public static final String PROBABILITIES = "probabilities";

    /** Inside of a step of cross attention: the norm of what is changed, before its queries. */
    public static final String NORM = ".norm";
    /** The norm of what is looked at. */
    public static final String CONTEXT_NORM = ".context_norm";
    /** (E, E), without bias. */
    public static final String QUERY = ".query";
    /** (2E, E), rows of the key, then the value; without bias. Of a case both come for the two tokens: [2b, 2E]. */
    public static final String KEY_VALUE = ".key_value";
    /** Shares of attention, [b, h, 1, 2]. */
    public static final String SHARES = ".shares";
    /** Linear, E to E. */
    public static final String OUT = ".out";

    public static final String MLP_NORM = ".mlp.norm";
    public static final String MLP_UP = ".mlp.up";
    public static final String MLP_HIDDEN = ".mlp.hidden";
    public static final String MLP_DOWN = ".mlp.down";
    /** What attention and MLP give, before it is added, [b, E]. */
    public static final String ATTENDED = ".attended";
    /** What a step of the metadata adds to them, back at their width. */
    public static final String ADDED = ".added";
    /** Linear, from the width of the metadata to that of the pictures together. */
    public static final String PROJECT_IN = ".project_in";
    /** And back. */
    public static final String PROJECT_OUT = ".project_out";

    private FusionNames() {}

    /** The linear layer of a picture's own. */
    public static String pictureLayer(Modality picture) {
        return picture.word() + ".layer";
    }

    /** A picture behind the fusion with the other. */
    public static String fused(Modality picture) {
        return "fusion." + picture.word();
    }

    /** A step of the pictures' fusion, by which one of them is changed. */
    public static String step(int step, Modality picture) {
        return "fusion.steps." + step + "." + picture.word();
    }

    /** A step of the fusion of metadata with the pictures. */
    public static String metadataStep(int step) {
        return "metadata_fusion.steps." + step;
    }

    /**
     * A layer of a vector's: linear, batch norm {@link #NORM}, ReLU.
     *
     * @param layer 0 or 1
     */
    public static String metadataLayer(int layer) {
        return "metadata.layers." + layer;
    }

    /** The linear layer of a further output. */
    public static String output(FusionDesign.Output output) {
        return "outputs." + output.name();
    }
}
