package org.panderm4j.peers.libtorch;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.panderm4j.peers.tower.Ops;

/** libtorch's tensors of one type. Parameters live until closed, everything else until its scope ends. */
final class LibtorchOps implements Ops<Tensor>, AutoCloseable {
    private final ScalarType type;
    private final boolean fusedAttention;
    private final List<Tensor> parameters = new ArrayList<>();

    LibtorchOps(ScalarType type, boolean fusedAttention) {
        this.type = type;
        this.fusedAttention = fusedAttention;
    }

    @Override
    @SuppressWarnings("try") // a scope does its work by being open
    public Tensor parameter(FloatBuffer values, long... shape) {
        try (PointerScope scope = new PointerScope()) {
            Tensor copy = tensor(new FloatPointer(values), shape);
            copy.retainReference();
            parameters.add(copy);
            return copy;
        }
    }

    /** All parameters so far, from now on with gradients. */
    TensorVector learned() {
        parameters.forEach(parameter -> parameter.set_requires_grad(true));
        return new TensorVector(parameters.toArray(Tensor[]::new));
    }

    /** A copy of f32 values in the type of this instance. */
    Tensor tensor(FloatPointer values, long... shape) {
        return torch.from_blob(values, shape).clone().to(type);
    }

    @Override
    public Tensor linearWeight(FloatBuffer values, int out, int in) {
        return parameter(values, out, in);
    }

    @Override
    public Tensor linear(Tensor x, Tensor weight, Tensor bias) {
        return torch.linear(x, weight, new TensorOptional(bias));
    }

    @Override
    public Tensor patches(Tensor pixels, Tensor kernel, Tensor bias, int patch) {
        long[] stride = {patch, patch};
        Tensor grid =
                torch.conv2d(pixels, kernel, new TensorOptional(bias), stride, new long[] {0, 0}, new long[] {1, 1}, 1);
        return grid.flatten(2, 3).transpose(1, 2); // [b, g², d] from [b, d, g, g]
    }

    @Override
    public Tensor prepend(Tensor token, Tensor sequence) {
        return torch.cat(new TensorVector(token.expand(sequence.size(0), 1, sequence.size(2)), sequence), 1);
    }

    @Override
    public Tensor lookUp(Tensor table, Tensor ids) {
        return torch.embedding(table, ids);
    }

    @Override
    public Tensor paddingBias(Tensor mask) {
        return mask.sub(new Scalar(1.0)).mul(new Scalar(1e9)).unsqueeze(1).unsqueeze(1);
    }

    @Override
    public Tensor layerNorm(Tensor x, Tensor weight, Tensor bias, double eps) {
        long[] shape = {weight.size(0)};
        return torch.layer_norm(x, shape, new TensorOptional(weight), new TensorOptional(bias), eps, true);
    }

    @Override
    public Tensor gelu(Tensor x) {
        return torch.gelu(x);
    }

    @Override
    public Tensor add(Tensor a, Tensor b) {
        return a.add(b);
    }

    @Override
    public Tensor multiply(Tensor a, Tensor b) {
        return a.mul(b);
    }

    @Override
    public Tensor attention(Tensor qkv, int heads, double scale, Optional<Tensor> paddingBias) {
        long b = qkv.size(0);
        long n = qkv.size(1);
        long d = qkv.size(2) / 3;
        Tensor parts = qkv.reshape(b, n, 3, heads, d / heads).permute(2, 0, 3, 1, 4); // [3, b, h, n, c]
        Tensor query = parts.select(0, 0);
        Tensor key = parts.select(0, 1);
        Tensor value = parts.select(0, 2);
        Tensor mixed = fusedAttention
                ? fused(query, key, value, scale, paddingBias)
                : products(query, key, value, scale, paddingBias); // [b, h, n, c]
        return mixed.permute(0, 2, 1, 3).reshape(b, n, d);
    }

    private static Tensor fused(Tensor query, Tensor key, Tensor value, double scale, Optional<Tensor> bias) {
        TensorOptional mask = bias.map(TensorOptional::new).orElseGet(TensorOptional::new);
        return torch.scaled_dot_product_attention(
                query, key, value, mask, 0.0, false, new DoubleOptional(scale), false);
    }

    private static Tensor products(Tensor query, Tensor key, Tensor value, double scale, Optional<Tensor> bias) {
        Tensor scores = query.mul(new Scalar(scale)).matmul(key.transpose(2, 3)); // [b, h, n, n]
        Tensor masked = bias.isPresent() ? scores.add(bias.get()) : scores;
        return masked.softmax(-1).matmul(value);
    }

    @Override
    public Tensor firstToken(Tensor x) {
        return x.select(1, 0);
    }

    @Override
    public Tensor meanFrom(Tensor x, int from) {
        return x.narrow(1, from, x.size(1) - from).mean(new long[] {1}, false, new ScalarTypeOptional());
    }

    @Override
    @SuppressWarnings("try") // a scope does its work by being open
    public Tensor scoped(Supplier<Tensor> part) {
        PointerScope outer = PointerScope.getInnerScope();
        try (PointerScope inner = new PointerScope()) {
            Tensor result = part.get();
            outer.attach(result);
            return result;
        }
    }

    @Override
    public void close() {
        parameters.forEach(Tensor::close);
    }
}
