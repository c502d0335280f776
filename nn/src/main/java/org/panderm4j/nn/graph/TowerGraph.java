package org.panderm4j.nn.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.panderm4j.nn.tower.Head;
import org.panderm4j.nn.tower.ParameterNames;
import org.panderm4j.nn.tower.Stem;
import org.panderm4j.nn.tower.Tower;

/**
 * A whole tower as a SameDiff graph: placeholders in, named outputs out.
 *
 * <p>Placeholders: {@link #SIZES} [b, n] int64; pictures: {@link #PIXELS} [b, 3, side, side] and {@link #ONES} [b, 1] float32;
 * texts: {@link #IDS}, {@link #PLACES} [b n] int32, {@link #MASK} [b n, 1] and {@link #SCORE_MASK} [b, 1, 1, n] float32.
 *
 * <p>Outputs: the name of each head [b, E]; {@link #pooled} of each head [b, d]; {@link #PATCHES} [b, grid², d]; {@link #STEM}
 * and {@link #block} [b, n, d].
 */
public final class TowerGraph {
    public static final String SIZES = "sizes";
    public static final String PIXELS = "pixels";
    public static final String ONES = "ones";
    public static final String IDS = "ids";
    public static final String PLACES = "places";
    public static final String MASK = "mask";
    public static final String SCORE_MASK = "score_mask";

    public static final String PATCHES = "patches";
    public static final String STEM = "stem";

    private final SameDiff graph;
    private final Tower tower;
    private final Parameters parameters;

    private TowerGraph(SameDiff graph, Tower tower, Parameters parameters) {
        this.graph = graph;
        this.tower = tower;
        this.parameters = parameters;
    }

    /** Name of the output of block {@code index}. */
    public static String block(int index) {
        return "block." + index;
    }

    /** Name of the pooled vector of a head, before its projection. */
    public static String pooled(String head) {
        return head + ".pooled";
    }

    /** Adds the tower to {@code graph}. */
    public static void build(SameDiff graph, Tower tower, Parameters parameters) {
        new TowerGraph(graph, tower, parameters).build();
    }

    private void build() {
        Sequences sequences = sequences();
        SDVariable x = stem(); // [b n, d]
        publish(STEM, sequences.split(x, tower.width()));
        for (int i = 0; i < tower.blocks().size(); i++) {
            Parameters own = parameters.in(ParameterNames.block(i));
            x = new BlockGraph(tower.blocks().get(i), own).apply(x, sequences);
            publish(block(i), sequences.split(x, tower.width()));
        }
        heads(x, sequences);
    }

    private Sequences sequences() {
        SDVariable sizes = graph.placeHolder(SIZES, DataType.INT64, 2);
        if (tower.stem() instanceof Stem.PatchStem) {
            return new Sequences(sizes, null, null);
        }
        SDVariable mask = graph.placeHolder(MASK, DataType.FLOAT, -1, 1);
        return new Sequences(sizes, mask, graph.placeHolder(SCORE_MASK, DataType.FLOAT, -1, 1, 1, -1));
    }

    private SDVariable stem() {
        if (tower.stem() instanceof Stem.PatchStem stem) {
            SDVariable pixels = graph.placeHolder(PIXELS, DataType.FLOAT, -1, 3, stem.image(), stem.image());
            SDVariable ones = graph.placeHolder(ONES, DataType.FLOAT, -1, 1);
            SDVariable patches = StemGraph.patches(pixels, stem, parameters);
            publish(PATCHES, graph.reshape(patches, -1, stem.tokens() - 1, stem.width()));
            return StemGraph.sequence(patches, ones, stem, parameters);
        }
        Stem.TokenStem stem = (Stem.TokenStem) tower.stem();
        SDVariable ids = graph.placeHolder(IDS, DataType.INT32, -1);
        SDVariable places = graph.placeHolder(PLACES, DataType.INT32, -1);
        return StemGraph.words(ids, places, stem, parameters);
    }

    private void heads(SDVariable x, Sequences sequences) {
        for (Map.Entry<String, Head> entry : tower.heads().entrySet()) {
            Head head = entry.getValue();
            SDVariable pooled = HeadGraph.pool(x, head, tower.stem(), parameters, sequences);
            publish(pooled(entry.getKey()), pooled);
            publish(entry.getKey(), HeadGraph.project(pooled, head.projection(), tower.width(), parameters));
        }
    }

    /** Gives a variable a public name; a copy, since one variable may be read out under two names. */
    private void publish(String name, SDVariable value) {
        graph.identity(name, value);
    }

    /** All output names of a tower, in the order in which they are computed. */
    public static List<String> outputs(Tower tower) {
        List<String> names = new ArrayList<>();
        if (tower.stem() instanceof Stem.PatchStem) {
            names.add(PATCHES);
        }
        names.add(STEM);
        for (int i = 0; i < tower.blocks().size(); i++) {
            names.add(block(i));
        }
        for (String head : tower.heads().keySet()) {
            names.add(pooled(head));
            names.add(head);
        }
        return names;
    }
}
