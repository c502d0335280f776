package org.panderm4j.peers.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.function.Supplier;
import org.panderm4j.peers.tower.Ops;

/** DJL's arrays; every array belongs to {@code manager} unless a scope closes it before. */
final class DjlOps implements Ops<NDArray> {
    private final NDManager manager;

    DjlOps(NDManager manager) {
        this.manager = manager;
    }

    @Override
    public NDArray parameter(FloatBuffer values, long... shape) {
        return manager.create(values, new Shape(shape));
    }

    @Override
    public NDArray linearWeight(FloatBuffer values, int out, int in) {
        return parameter(values, out, in);
    }

    @Override
    public NDArray linear(NDArray x, NDArray weight, NDArray bias) {
        return Linear.linear(x, weight, bias).singletonOrThrow();
    }

    @Override
    public NDArray patches(NDArray pixels, NDArray kernel, NDArray bias, int patch) {
        Shape stride = new Shape(patch, patch);
        NDArray grid = Conv2d.conv2d(pixels, kernel, bias, stride).singletonOrThrow(); // [b, d, g, g]
        return grid.flatten(2, 3).swapAxes(1, 2);
    }

    @Override
    public NDArray prepend(NDArray token, NDArray sequence) {
        Shape shape = sequence.getShape();
        NDArray tokens = token.broadcast(new Shape(shape.get(0), 1, shape.get(2)));
        return NDArrays.concat(new NDList(tokens, sequence), 1);
    }

    @Override
    public NDArray lookUp(NDArray table, NDArray ids) {
        return Embedding.embedding(ids, table, SparseFormat.DENSE).singletonOrThrow();
    }

    @Override
    public NDArray paddingBias(NDArray mask) {
        return mask.sub(1).mul(1e9f).expandDims(1).expandDims(1);
    }

    @Override
    public NDArray layerNorm(NDArray x, NDArray weight, NDArray bias, double eps) {
        return LayerNorm.layerNorm(x, weight.getShape(), weight, bias, (float) eps)
                .singletonOrThrow();
    }

    @Override
    public NDArray gelu(NDArray x) {
        return Activation.gelu(x);
    }

    @Override
    public NDArray add(NDArray a, NDArray b) {
        return a.add(b);
    }

    @Override
    public NDArray multiply(NDArray a, NDArray b) {
        return a.mul(b);
    }

    @Override
    public NDArray attention(NDArray qkv, int heads, double scale, Optional<NDArray> paddingBias) {
        long b = qkv.getShape().get(0);
        long n = qkv.getShape().get(1);
        long d = qkv.getShape().get(2) / 3;
        NDArray parts = qkv.reshape(b, n, 3, heads, d / heads).transpose(2, 0, 3, 1, 4); // [3, b, h, n, c]
        NDArray scores = parts.get(0).mul(scale).matMul(parts.get(1).swapAxes(2, 3)); // [b, h, n, n]
        NDArray masked = paddingBias.isPresent() ? scores.add(paddingBias.get()) : scores;
        NDArray mixed = masked.softmax(-1).matMul(parts.get(2)); // [b, h, n, c]
        return mixed.transpose(0, 2, 1, 3).reshape(b, n, d);
    }

    @Override
    public NDArray firstToken(NDArray x) {
        return x.get(new NDIndex(":, 0"));
    }

    @Override
    public NDArray meanFrom(NDArray x, int from) {
        return x.get(new NDIndex(":, " + from + ":")).mean(new int[] {1});
    }

    @Override
    public NDArray scoped(Supplier<NDArray> part) {
        NDArray result;
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            result = part.get();
            NDScope.unregister(result);
        }
        NDScope.register(result);
        return result;
    }
}
