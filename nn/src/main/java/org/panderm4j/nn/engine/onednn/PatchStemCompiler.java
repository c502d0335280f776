package org.panderm4j.nn.engine.onednn;

import java.nio.FloatBuffer;
import java.util.Set;
import org.bytedeco.javacpp.Pointer;
import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.tower.Positions;
import org.panderm4j.nn.tower.Stem.PatchStem;

/** Compiles the stem of a picture: patches embedded straight into the residual stream, between and over what is there. */
final class PatchStemCompiler {
    private final Scope scope;
    private final PatchStem stem;
    private final StemWeights.Patches weights;
    private final long pictures;
    private final long patches;
    private final long n;

    PatchStemCompiler(Scope scope, StemWeights.Patches weights) {
        this.scope = scope;
        this.stem = (PatchStem) scope.tower().stem();
        this.weights = weights;
        this.pictures = scope.form().sequences();
        this.patches = scope.form().patches();
        this.n = stem.leading() + patches;
    }

    void compile() {
        View rows = rows(); // [b patches, 3 p p]
        deliverPatches(rows);
        scope.program().add(this::begin);
        Fusion fusion = stem.positions() instanceof Positions.Table ? Fusion.ACCUMULATE : Fusion.NONE;
        for (long i = 0; i < pictures; i++) {
            View target = scope.tokens().rows(i * n + stem.leading(), patches);
            scope.linears().apply(rows.rows(i * patches, patches), weights.embedding(), target, fusion);
        }
        scope.program().deliver(TowerGraph.SEQUENCE, scope.tokens(), n, scope.width());
        if (weights.norm().isPresent()) {
            double eps = stem.norm().orElseThrow().eps();
            scope.operations().norm(scope.tokens(), weights.norm().get(), eps, scope.tokens());
        }
    }

    /** Patches before anything is added to them, for whoever asks for them. */
    private void deliverPatches(View rows) {
        scope.program().onlyFor(Set.of(TowerGraph.PATCHES), () -> {
            View alone = scope.program().shared("patches", Layout.dense(Format.F32, pictures * patches, scope.width()));
            scope.linears().apply(rows, weights.embedding(), alone);
            scope.program().deliver(TowerGraph.PATCHES, alone, patches, scope.width());
        });
    }

    private View rows() {
        long rows = pictures * patches;
        View exact = scope.program().shared("pixels", Layout.dense(Format.F32, rows, stem.patchValues()));
        scope.program().add(call -> cut(call, exact.location()));
        if (scope.arithmetic().format() == Format.F32) {
            return exact;
        }
        View copy = scope.program()
                .shared("pixels.short", Layout.dense(scope.arithmetic().format(), rows, stem.patchValues()));
        scope.operations().copy(exact, copy);
        return copy;
    }

    /** Cuts pictures (3, H, W) into patches, row by row, each as (3, p, p). */
    private void cut(Call call, Location target) {
        int p = stem.patch();
        int columns = scope.form().gridColumns();
        int width = columns * p;
        int height = scope.form().gridRows() * p;
        float[] cut = new float[3 * height * width];
        FloatBuffer rows = call.floats(target, pictures * cut.length);
        for (float[] picture : call.part().pixels()) {
            for (int line = 0; line < 3 * height; line++) {
                int channel = line / height;
                int y = line % height;
                for (int column = 0; column < columns; column++) {
                    int patch = y / p * columns + column;
                    int to = ((patch * 3 + channel) * p + y % p) * p;
                    System.arraycopy(picture, line * width + column * p, cut, to, p);
                }
            }
            rows.put(cut);
        }
    }

    /** Puts what belongs to no patch into the residual stream. */
    private void begin(Call call) {
        View template = weights.template();
        for (long i = 0; i < pictures; i++) {
            Pointer.memcpy(
                    new Address(scope.tokens().rows(i * n, 1).location().address(call.bases())),
                    new Address(template.location().address(call.bases())),
                    template.layout().bytes());
        }
    }
}
