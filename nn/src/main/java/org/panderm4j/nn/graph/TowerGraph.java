package org.panderm4j.nn.graph;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.panderm4j.nn.tower.Attention;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Head;
import org.panderm4j.nn.tower.ParameterNames;
import org.panderm4j.nn.tower.Stem;
import org.panderm4j.nn.tower.Tower;

/**
 * A whole tower as a SameDiff graph: placeholders in, named outputs out.
 *
 * <p>Placeholders, each only where the tower needs it: {@link #SIZES} [b, n] int64; of pictures {@link #PIXELS} [b, 3, H, W] and
 * {@link #ONES} [b, 1] float32, {@link #CUT} [b, 3, gy, p, gx, p] and {@link #PATCH_SIZES} [b, gy gx] int64, {@link #COSINES}
 * and {@link #SINES} [1, 1, n, c] float32; of texts {@link #IDS}, {@link #PLACES} [b n] int32, {@link #MASK} and {@link #ENDS}
 * [b n, 1], {@link #SCORE_MASK} [b, 1, 1, n], {@link #CAUSAL_MASK} [1, 1, n, n] float32. Of pictures with texts of t tokens, n = gy
 * gx + t: {@link #PIXELS}, {@link #TEXT_SIZES} [b, t] int64, {@link #IDS} [b t], {@link #PLACES} [t], {@link #DISTANCES} [n, n]
 * int32, {@link #MASK}, {@link #SCORE_MASK}.
 *
 * <p>Outputs: the name of each head [b, E]; {@link #pooled} of each head [b, d]; {@link #tokens} of each head that has a norm over
 * tokens [b, n, d]; {@link #PATCHES} [b, gy gx, d] or {@link #NETWORK} [b, channels, gy, gx]; {@link #SEQUENCE} of a picture,
 * {@link #STEM} and {@link #block} [b, n, d].
 */
public final class TowerGraph {
    public static final String SIZES = "sizes";
    public static final String PIXELS = "pixels";
    public static final String ONES = "ones";
    public static final String CUT = "cut";
    public static final String PATCH_SIZES = "patch_sizes";
    public static final String COSINES = "cosines";
    public static final String SINES = "sines";
    public static final String IDS = "ids";
    public static final String PLACES = "places";
    public static final String MASK = "mask";
    public static final String SCORE_MASK = "score_mask";
    public static final String CAUSAL_MASK = "causal_mask";
    public static final String ENDS = "ends";
    public static final String TEXT_SIZES = "text_sizes";
    public static final String DISTANCES = "distances";

    public static final String NETWORK = "network";

    public static final String PATCHES = "patches";
    /** A picture's tokens before the norm of the stem, where it has one. */
    public static final String SEQUENCE = "sequence";

    public static final String STEM = "stem";

    private final SameDiff graph;
    private final Tower tower;
    private final Parameters parameters;
    private final Sequences sequences;
    private final Style style;

    TowerGraph(SameDiff graph, Tower tower, Parameters parameters, Style style) {
        this.graph = graph;
        this.tower = tower;
        this.parameters = parameters;
        this.sequences = new Sequences(graph, tower).declare();
        this.style = style;
    }

    /** Name of the output of block {@code index}. */
    public static String block(int index) {
        return "block." + index;
    }

    /** Name of the pooled vector of a head, before its projection. */
    public static String pooled(String head) {
        return head + ".pooled";
    }

    /** Name of the tokens behind the norm of a head, before they are pooled. */
    public static String tokens(String head) {
        return head + ".tokens";
    }

    /** Adds the tower to {@code graph}. */
    public static void build(SameDiff graph, Tower tower, Parameters parameters) {
        new TowerGraph(graph, tower, parameters, Style.PLAIN).build();
    }

    private void build() {
        SDVariable x = stem();
        for (int i = 0; i < tower.blocks().size(); i++) {
            x = block(tower.blocks().get(i), parameters.in(ParameterNames.block(i)), block(i), x);
        }
        heads(x);
    }

    /** The tokens before the first block, [b n, d], published, too. */
    SDVariable stem() {
        SDVariable x = style.values(stemTokens(), STEM);
        publish(STEM, sequences.split(x, tower.width()));
        return x;
    }

    /** One block, [b n, d] to [b n, d], published under {@code name}, too. */
    SDVariable block(Block block, Parameters own, String name, SDVariable x) {
        SDVariable y = new BlockGraph(block, own, sequences, style).apply(x);
        publish(name, sequences.split(y, tower.width()));
        return y;
    }

    /** What is read from the last block's tokens [b n, d]. */
    void heads(SDVariable x) {
        tower.heads().forEach((name, head) -> head(name, head, x));
    }

    private SDVariable stemTokens() {
        if (tower.stem() instanceof Stem.PatchStem stem) {
            SDVariable pixels = graph.placeHolder(PIXELS, DataType.FLOAT, -1, 3, -1, -1);
            SDVariable ones = graph.placeHolder(ONES, DataType.FLOAT, -1, 1);
            SDVariable cut = graph.placeHolder(CUT, DataType.INT64, 6);
            graph.placeHolder(PATCH_SIZES, DataType.INT64, 2);
            SDVariable patches =
                    sequences.split(StemGraph.patches(pixels, cut, stem, parameters), PATCH_SIZES, stem.width());
            publish(PATCHES, patches);
            SDVariable sequence = StemGraph.sequence(patches, ones, stem, parameters); // [b, n, d]
            publish(SEQUENCE, sequence);
            return StemGraph.normalised(
                    graph.reshape(sequence, -1, stem.width()), stem.norm(), stem.width(), parameters, style);
        }
        if (tower.stem() instanceof Stem.JointStem stem) {
            return joint(stem);
        }
        Stem.TokenStem stem = (Stem.TokenStem) tower.stem();
        SDVariable ids = graph.placeHolder(IDS, DataType.INT32, -1);
        SDVariable places = graph.placeHolder(PLACES, DataType.INT32, -1);
        return StemGraph.words(ids, places, stem, parameters, style);
    }

    private SDVariable joint(Stem.JointStem stem) {
        SDVariable pixels = graph.placeHolder(PIXELS, DataType.FLOAT, -1, 3, stem.image(), stem.image());
        SDVariable ids = graph.placeHolder(IDS, DataType.INT32, -1);
        SDVariable places = graph.placeHolder(PLACES, DataType.INT32, -1);
        graph.placeHolder(TEXT_SIZES, DataType.INT64, 2);
        graph.placeHolder(DISTANCES, DataType.INT32, -1, -1);
        Attention attention = tower.blocks().get(0).attention(); // heads and scale are those of every block
        new PlaceScores(stem, attention).declareAbsolute(places, parameters);
        SDVariable features = new ResNetGraph(stem.network(), parameters).apply(pixels); // [b, channels, gy, gx]
        publish(NETWORK, features);
        return new JointStemGraph(stem, parameters).sequence(features, ids, sequences);
    }

    private void head(String name, Head head, SDVariable x) {
        HeadGraph graphOfHead = new HeadGraph(head, tower.stem(), parameters, sequences, style);
        SDVariable tokens = graphOfHead.tokens(x);
        if (head.tokenNorm()) {
            publish(tokens(name), sequences.split(tokens, tower.width()));
        }
        SDVariable pooled = graphOfHead.pooled(tokens);
        publish(pooled(name), pooled);
        publish(name, graphOfHead.projected(pooled));
    }

    /** Gives a variable a public name; a copy, since one variable may be read out under two names. */
    private void publish(String name, SDVariable value) {
        graph.identity(name, value);
    }

    /**
     * Refuses names that are no outputs of a tower.
     *
     * @throws IllegalArgumentException with the names known, also when there is none
     */
    public static void requireOutputs(Tower tower, List<String> names) {
        List<String> known = outputs(tower);
        if (names.isEmpty() || !known.containsAll(names)) {
            throw new IllegalArgumentException("expected outputs among " + known + ", found " + names);
        }
    }

    /** All output names of a tower, in the order in which they are computed. */
    public static List<String> outputs(Tower tower) {
        List<String> names = new ArrayList<>();
        if (tower.stem() instanceof Stem.PatchStem) {
            names.add(PATCHES);
            names.add(SEQUENCE);
        }
        if (tower.stem() instanceof Stem.JointStem) {
            names.add(NETWORK);
        }
        names.add(STEM);
        for (int i = 0; i < tower.blocks().size(); i++) {
            names.add(block(i));
        }
        tower.heads().forEach((name, head) -> {
            if (head.tokenNorm()) {
                names.add(tokens(name));
            }
            names.add(pooled(name));
            names.add(name);
        });
        return names;
    }
}
