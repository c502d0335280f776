package org.panderm4j.peers.tower;

import static org.panderm4j.nn.tower.ParameterNames.ATTENTION_NORM;
import static org.panderm4j.nn.tower.ParameterNames.ATTENTION_OUT;
import static org.panderm4j.nn.tower.ParameterNames.ATTENTION_SCALE;
import static org.panderm4j.nn.tower.ParameterNames.KEY_BIAS;
import static org.panderm4j.nn.tower.ParameterNames.MLP_DOWN;
import static org.panderm4j.nn.tower.ParameterNames.MLP_NORM;
import static org.panderm4j.nn.tower.ParameterNames.MLP_SCALE;
import static org.panderm4j.nn.tower.ParameterNames.MLP_UP;
import static org.panderm4j.nn.tower.ParameterNames.QKV_WEIGHT;
import static org.panderm4j.nn.tower.ParameterNames.QUERY_BIAS;
import static org.panderm4j.nn.tower.ParameterNames.VALUE_BIAS;

import java.util.Optional;
import org.panderm4j.nn.tower.Attention;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Block.NormPlace;

/** One encoder block with its weights, [b, n, d] to [b, n, d]. */
final class BlockForward<T> {
    private final Ops<T> ops;
    private final Block block;
    private final Affine<T> attentionNorm;
    private final Affine<T> qkv;
    private final Affine<T> out;
    private final Affine<T> mlpNorm;
    private final Affine<T> up;
    private final Affine<T> down;
    private final Optional<T> attentionScale;
    private final Optional<T> mlpScale;

    /** The two parameters of a norm or a linear layer. */
    private record Affine<T>(T weight, T bias) {}

    BlockForward(Ops<T> ops, Block block, Parameters<T> parameters, String prefix) {
        this.ops = ops;
        this.block = block;
        Attention.Biases biases = block.attention().biases();
        attentionNorm = norm(parameters, prefix + ATTENTION_NORM);
        qkv = new Affine<>(
                parameters.linear(prefix + QKV_WEIGHT),
                parameters.concatenated(
                        block.width(),
                        biases.query() ? prefix + QUERY_BIAS : "",
                        biases.key() ? prefix + KEY_BIAS : "",
                        biases.value() ? prefix + VALUE_BIAS : ""));
        out = linear(parameters, prefix + ATTENTION_OUT);
        mlpNorm = norm(parameters, prefix + MLP_NORM);
        up = linear(parameters, prefix + MLP_UP);
        down = linear(parameters, prefix + MLP_DOWN);
        attentionScale = scale(parameters, prefix + ATTENTION_SCALE);
        mlpScale = scale(parameters, prefix + MLP_SCALE);
    }

    T apply(T x, Optional<T> paddingBias) {
        if (block.norm() == NormPlace.BEFORE) {
            T y = ops.scoped(() -> ops.add(x, attention(norm(x, attentionNorm), paddingBias)));
            return ops.scoped(() -> ops.add(y, mlp(norm(y, mlpNorm))));
        }
        T y = ops.scoped(() -> norm(ops.add(x, attention(x, paddingBias)), attentionNorm));
        return ops.scoped(() -> norm(ops.add(y, mlp(y)), mlpNorm));
    }

    private T attention(T x, Optional<T> paddingBias) {
        Attention attention = block.attention();
        T mixed = ops.scoped(
                () -> ops.attention(linear(x, qkv), attention.heads(), attention.scale(), paddingBias)); // [b, n, d]
        return scaled(linear(mixed, out), attentionScale);
    }

    private T mlp(T x) {
        T hidden = ops.scoped(() -> ops.gelu(linear(x, up))); // [b, n, 4 d]
        return scaled(linear(hidden, down), mlpScale);
    }

    private T norm(T x, Affine<T> norm) {
        return ops.layerNorm(x, norm.weight(), norm.bias(), block.eps());
    }

    private T linear(T x, Affine<T> layer) {
        return ops.linear(x, layer.weight(), layer.bias());
    }

    private T scaled(T x, Optional<T> scale) {
        return scale.isPresent() ? ops.multiply(x, scale.get()) : x;
    }

    private Optional<T> scale(Parameters<T> parameters, String name) {
        return block.layerScale() ? Optional.of(parameters.get(name)) : Optional.empty();
    }

    private static <T> Affine<T> norm(Parameters<T> parameters, String name) {
        return new Affine<>(parameters.get(name + ".weight"), parameters.get(name + ".bias"));
    }

    private static <T> Affine<T> linear(Parameters<T> parameters, String name) {
        return new Affine<>(parameters.linear(name + ".weight"), parameters.get(name + ".bias"));
    }
}
