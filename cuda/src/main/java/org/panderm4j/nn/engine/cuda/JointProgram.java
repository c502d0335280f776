package org.panderm4j.nn.engine.cuda;

import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.tower.Attention;
import org.panderm4j.nn.tower.Stem.JointStem;

/** The stem over pictures with texts (OFA, Wang et al. 2022), float32 throughout, and what places add to scores. */
final class JointProgram {
    private static final String COLUMNS = "network columns";
    private static final String NARROW = "network narrow";
    private static final String MIXED = "network mixed";
    private static final String EVEN = "network even";
    private static final String ODD = "network odd";
    private static final String PLANES = "network planes";
    private static final String PICTURES = "joint pictures";
    private static final String TEXTS = "joint texts";
    private static final String VECTORS = "place vectors";
    private static final String QUERIES = "place queries";
    private static final String KEYS = "place keys";
    private static final String ABSOLUTE = "absolute places";
    private static final String ADDED = "places";

    private final JointStem stem;
    private final StemWeights.Joint weights;
    private final Attention attention;
    private final Shape shape;
    private final Operations operations;
    private final StemOperations stems;
    private final GridOperations grids;
    private final Scratch scratch;
    private final int image;
    private final int text;
    private final int d;

    /**
     * @param attention heads of every block
     */
    JointProgram(
            JointStem stem,
            StemWeights.Joint weights,
            Attention attention,
            Shape shape,
            Operations operations,
            Scratch scratch) {
        this.stem = stem;
        this.weights = weights;
        this.attention = attention;
        this.shape = shape;
        this.operations = operations;
        this.stems = new StemOperations(operations);
        this.grids = new GridOperations(operations);
        this.scratch = scratch;
        this.image = stem.imageTokens();
        this.text = shape.length() - image;
        this.d = stem.width();
        declare();
    }

    private void declare() {
        long b = shape.sequences();
        ResNetWeights network = weights.network();
        long values = network.all().mapToLong(one -> one.values(b)).max().orElse(0);
        long columns = network.all().mapToLong(one -> one.columns(b)).max().orElse(0);
        scratch.declare(COLUMNS, columns, Element.F32);
        for (String array : new String[] {NARROW, MIXED, EVEN, ODD, PLANES}) {
            scratch.declare(array, values, Element.F32);
        }
        scratch.declare(PICTURES, b * image * d, Element.F32);
        scratch.declare(TEXTS, b * text * d, Element.F32);
        int n = shape.length();
        for (String array : new String[] {VECTORS, QUERIES, KEYS}) {
            scratch.declare(array, (long) n * d, Element.F32);
        }
        scratch.declare(ABSOLUTE, (long) attention.heads() * n * n, Element.F32);
        scratch.declare(ADDED, (long) attention.heads() * n * n, Element.F32);
    }

    /** Where the numbers are that are added to scores, [heads, n, n]. */
    long added() {
        return scratch.of(ADDED);
    }

    /** Queues what a block's distances add to the scores of places. */
    void distances(Distances table) {
        grids.distances(scratch.of(ABSOLUTE), table, weights.places().rows(text), added(), shape.length());
    }

    /**
     * Queues the stem.
     *
     * @param pixels [b, 3, side, side]
     * @param ids [b, text]
     * @param seen [b, n], 0 for padding
     * @param x [b, n, d]
     */
    void queue(long pixels, long ids, long seen, long x, Sink sink) {
        absoluteScores();
        long b = shape.sequences();
        String features = network(pixels);
        int channels = stem.network().output();
        if (sink.wants(TowerGraph.NETWORK)) {
            grids.planes(scratch.of(features), scratch.of(PLANES), b, image, channels);
            sink.take(TowerGraph.NETWORK, scratch.of(PLANES));
        }
        long pictures = scratch.of(PICTURES);
        operations.linear(scratch.of(features), weights.projection(), pictures, b * image);
        operations.norm(NormCall.inPlace(pictures, b * image), weights.imageNorm(), stem.eps());
        long texts = scratch.of(TEXTS);
        stems.words(ids, weights.words(), texts, b * text, text, d);
        operations.norm(
                NormCall.inPlace(texts, b * text), weights.words().norm().orElseThrow(), stem.eps());
        grids.join(pictures, texts, seen, x, shape.tokens(), image, text, d);
    }

    private void absoluteScores() {
        PlaceWeights places = weights.places();
        int n = shape.length();
        long vectors = scratch.of(VECTORS);
        long behind = vectors + (long) image * d * Float.BYTES;
        operations.norm(NormCall.to(vectors, places.image(), image), places.imageNorm(), stem.eps());
        operations.norm(NormCall.to(behind, places.text(), text), places.textNorm(), stem.eps());
        operations.linear(vectors, places.query(), scratch.of(QUERIES), n);
        operations.linear(vectors, places.key(), scratch.of(KEYS), n);
        int heads = attention.heads();
        grids.placeScores(scratch.of(QUERIES), scratch.of(KEYS), scratch.of(ABSOLUTE), n, heads, d / heads);
    }

    /** The array with the features of the grid, [b, side, side, channels]. */
    private String network(long pixels) {
        ResNetWeights network = weights.network();
        long b = shape.sequences();
        Convolution first = network.first();
        grids.convolve(first, pixels, true, scratch.of(COLUMNS), scratch.of(NARROW), b);
        grids.relu(scratch.of(NARROW), first.values(b));
        grids.largest(scratch.of(NARROW), scratch.of(EVEN), b, first.outputSide(), first.out());
        boolean even = true;
        for (ResNetWeights.Bottleneck block : network.bottlenecks()) {
            bottleneck(block, even ? EVEN : ODD, even ? ODD : EVEN);
            even = !even;
        }
        return even ? EVEN : ODD;
    }

    /** Three convolutions, added to the input itself or to what the shortcut makes of it. */
    private void bottleneck(ResNetWeights.Bottleneck block, String from, String to) {
        long b = shape.sequences();
        Convolution narrow = block.branch().get(0);
        Convolution middle = block.branch().get(1);
        Convolution wide = block.branch().get(2);
        convolve(narrow, from, NARROW);
        grids.relu(scratch.of(NARROW), narrow.values(b));
        convolve(middle, NARROW, MIXED);
        grids.relu(scratch.of(MIXED), middle.values(b));
        convolve(wide, MIXED, to);
        String beside = from;
        if (block.shortcut().isPresent()) {
            convolve(block.shortcut().get(), from, NARROW);
            beside = NARROW;
        }
        grids.addRelu(scratch.of(beside), scratch.of(to), wide.values(b));
    }

    private void convolve(Convolution one, String from, String to) {
        grids.convolve(one, scratch.of(from), false, scratch.of(COLUMNS), scratch.of(to), shape.sequences());
    }
}
