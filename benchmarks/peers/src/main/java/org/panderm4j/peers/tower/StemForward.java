package org.panderm4j.peers.tower;

import java.util.function.UnaryOperator;
import org.panderm4j.nn.tower.Norm;
import org.panderm4j.nn.tower.ParameterNames;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;

/** A stem with its weights: pixels [b, 3, H, W] or ids [b, n] to tokens [b, n, d]. */
final class StemForward<T> {
    private final UnaryOperator<T> forward;

    private StemForward(UnaryOperator<T> forward) {
        this.forward = forward;
    }

    T apply(T input) {
        return forward.apply(input);
    }

    static <T> StemForward<T> patches(Ops<T> ops, PatchStem stem, Parameters<T> parameters) {
        int p = stem.patch();
        T kernel = parameters.get(ParameterNames.PATCH + ".weight", stem.width(), 3, p, p);
        T bias = parameters.get(ParameterNames.PATCH + ".bias");
        T token = parameters.get(ParameterNames.CLASS_TOKEN, 1, 1, stem.width());
        T positions = parameters.get(ParameterNames.POSITIONS, 1, stem.tokens(), stem.width());
        return new StemForward<>(
                pixels -> ops.add(ops.prepend(token, ops.patches(pixels, kernel, bias, p)), positions));
    }

    static <T> StemForward<T> tokens(Ops<T> ops, TokenStem stem, Parameters<T> parameters, int length) {
        T table = parameters.get(ParameterNames.TOKENS);
        T positions = parameters.get(ParameterNames.POSITIONS, 1, length, stem.width());
        T type = parameters.get(ParameterNames.TYPES, 1, 1, stem.width());
        T weight = parameters.get(ParameterNames.STEM_NORM + ".weight");
        T bias = parameters.get(ParameterNames.STEM_NORM + ".bias");
        double eps = stem.norm().map(Norm::eps).orElseThrow();
        return new StemForward<>(ids ->
                ops.layerNorm(ops.add(ops.add(ops.lookUp(table, ids), type), positions), weight, bias, eps));
    }
}
