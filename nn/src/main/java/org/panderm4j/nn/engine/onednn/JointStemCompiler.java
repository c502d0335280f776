package org.panderm4j.nn.engine.onednn;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.Pointer;
import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.tower.Attention;
import org.panderm4j.nn.tower.Stem.JointStem;

/** Compiles the stem over pictures with texts (OFA, Wang et al. 2022), float32 throughout. */
final class JointStemCompiler {
    private final Scope scope;
    private final JointStem stem;
    private final StemWeights.Joint weights;
    private final long b;
    private final int n;
    private final long grid;

    JointStemCompiler(Scope scope, StemWeights.Joint weights) {
        this.scope = scope;
        this.stem = (JointStem) scope.tower().stem();
        this.weights = weights;
        this.b = scope.form().sequences();
        this.n = scope.form().segments().get(0).length();
        this.grid = stem.imageTokens();
    }

    /**
     * Adds the stem.
     *
     * @param attention heads and scale of every block
     * @param terms where the scores of absolute positions go
     */
    void compile(Attention attention, ScoreTerms terms) {
        absoluteScores(attention, terms);
        images();
        texts();
        scope.program().add(this::clearPadding);
        scope.program().add(this::keepUndefined);
    }

    private void images() {
        View pixels = scope.program().shared("pixels", Convolution.picture(b, 3, stem.image()));
        scope.program().add(call -> interleave(call, pixels.location()));
        View features = new ResNetCompiler(scope.program(), b).compile(weights.network(), pixels);
        deliver(features);
        long channels = stem.network().output();
        View rows = new View(features.location(), Layout.dense(Format.F32, b * grid, channels));
        for (long i = 0; i < b; i++) {
            View target = scope.tokens().rows(i * n, grid);
            scope.linears().apply(rows.rows(i * grid, grid), weights.projection(), target);
            scope.exact().norm(target, weights.imageNorm(), stem.eps(), target);
        }
    }

    /** The features, for whoever asks for them, a channel at a time. */
    private void deliver(View features) {
        long channels = stem.network().output();
        long side = stem.grid();
        scope.program().onlyFor(Set.of(TowerGraph.NETWORK), () -> {
            View planes = scope.program().shared("network", Layout.dense(Format.F32, b, channels, side, side));
            scope.exact().copy(features, planes);
            scope.program().deliver(TowerGraph.NETWORK, planes, channels, side, side);
        });
    }

    private void texts() {
        scope.program()
                .add(new TextRows(weights.words(), scope.tokens().location(), scope.form(), (int) grid, scope.width()));
        NormWeights norm = weights.words().norm().orElseThrow();
        for (long i = 0; i < b; i++) {
            View text = scope.tokens().rows(i * n + grid, n - grid);
            scope.exact().norm(text, norm, stem.eps(), text);
        }
    }

    /** Channels of a pixel beside each other. */
    private void interleave(Call call, Location target) {
        int places = stem.image() * stem.image();
        float[] pixels = new float[3 * places];
        FloatBuffer all = call.floats(target, b * pixels.length);
        for (float[] picture : call.part().pixels()) {
            for (int place = 0; place < places; place++) {
                for (int channel = 0; channel < 3; channel++) {
                    pixels[place * 3 + channel] = picture[channel * places + place];
                }
            }
            all.put(pixels);
        }
    }

    /** Products of the places' vectors, [heads, n, n]. */
    private void absoluteScores(Attention attention, ScoreTerms terms) {
        long d = scope.width();
        PlaceWeights places = weights.places();
        View vectors = scope.program().shared("places.vectors", Layout.dense(Format.F32, n, d));
        scope.exact().norm(places.vectors().rows(0, grid), places.imageNorm(), stem.eps(), vectors.rows(0, grid));
        scope.exact()
                .norm(
                        places.vectors().rows(grid, n - grid),
                        places.textNorm(),
                        stem.eps(),
                        vectors.rows(grid, n - grid));
        View query = scope.program().shared("places.query", vectors.layout());
        View key = scope.program().shared("places.key", vectors.layout());
        scope.linears().apply(vectors, places.query(), query);
        scope.linears().apply(vectors, places.key(), key);
        long heads = attention.heads();
        long c = d / heads;
        scope.exact()
                .multiply(
                        new View(
                                query.location(),
                                Layout.strided(Format.F32, new long[] {1, heads, n, c}, n * d, c, d, 1)),
                        new View(
                                key.location(),
                                Layout.strided(Format.F32, new long[] {1, heads, c, n}, n * d, c, 1, d)),
                        terms.absolute(attention),
                        List.of());
    }

    /** A picture with NaN has no features; the network's ReLU would make numbers of it. */
    private void keepUndefined(Call call) {
        float[] undefined = new float[Math.toIntExact(grid * scope.width())];
        Arrays.fill(undefined, Float.NaN);
        FloatBuffer tokens = call.floats(scope.tokens().location(), b * n * scope.width());
        for (int i = 0; i < b; i++) {
            if (Undefined.isUndefined(call.part().pixels().get(i))) {
                tokens.put(i * n * scope.width(), undefined);
            }
        }
    }

    private void clearPadding(Call call) {
        long row = scope.tokens().layout().dim(1) * Float.BYTES;
        for (int i = 0; i < b; i++) {
            for (int place = (int) grid; place < n; place++) {
                if (!Reality.isReal(stem, call.part(), i, place)) {
                    long address = scope.tokens().location().address(call.bases()) + ((long) i * n + place) * row;
                    Pointer.memset(new Address(address), 0, row);
                }
            }
        }
    }
}
