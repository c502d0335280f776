package org.panderm4j.peers.fusion;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.panderm4j.nn.fusion.Fusing;
import org.panderm4j.nn.fusion.FusionDesign;
import org.panderm4j.nn.fusion.FusionDesign.HeadKind;
import org.panderm4j.nn.fusion.FusionDesign.Images;
import org.panderm4j.nn.fusion.FusionDesign.Metadata;
import org.panderm4j.nn.fusion.FusionDesign.Output;
import org.panderm4j.nn.fusion.FusionInputs;

/** The networks that are compared, over features 1024 wide; cross attention with 8 heads, an MLP as the head, 5 classes. */
enum FusionSize {
    /** Both pictures, depth 2. */
    PICTURES_2(2, false),
    /** Both pictures, depth 4. */
    PICTURES_4(4, false),
    /** As the reference's script for Derm7pt: both pictures, depth 2, and a sentence, depth 4 at twice the width. */
    DERM7PT(2, true);

    private static final int WIDTH = 1024;
    private static final int TEXT = 768;
    private static final int HEADS = 8;
    private static final int METADATA_DEPTH = 4;
    private static final int CLASSES = 5;

    private final int depth;
    private final boolean metadata;

    FusionSize(int depth, boolean metadata) {
        this.depth = depth;
        this.metadata = metadata;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> ids() {
        return Arrays.stream(values()).map(FusionSize::id).toList();
    }

    /**
     * The one of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    static FusionSize of(String id) {
        return Arrays.stream(values())
                .filter(size -> size.id().equals(id.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "expected a size of " + String.join(", ", ids()) + ", found " + id));
    }

    FusionDesign design() {
        Metadata text = new Metadata(Metadata.Kind.TEXT, TEXT, TEXT, Fusing.CROSS_ATTENTION, HEADS, METADATA_DEPTH);
        return new FusionDesign(
                true,
                true,
                new Images(WIDTH, Fusing.CROSS_ATTENTION, HEADS, depth),
                false,
                metadata ? Optional.of(text) : Optional.empty(),
                HeadKind.MLP,
                List.of(new Output("diagnosis", CLASSES)));
    }

    /** Made-up features of b cases, the same for the same b. */
    FusionInputs inputs(int b) {
        Random random = new Random(b);
        return new FusionInputs(
                Optional.of(rows(b, WIDTH, random)),
                Optional.of(rows(b, WIDTH, random)),
                metadata ? Optional.of(rows(b, TEXT, random)) : Optional.empty());
    }

    private static float[][] rows(int b, int width, Random random) {
        float[][] rows = new float[b][width];
        for (float[] row : rows) {
            for (int i = 0; i < width; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return rows;
    }

    /** Made-up classes, [b]. */
    static int[] labels(int b) {
        return new Random(~b).ints(b, 0, CLASSES).toArray();
    }
}
