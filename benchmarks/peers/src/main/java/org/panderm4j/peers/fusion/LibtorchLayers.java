package org.panderm4j.peers.fusion;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.panderm4j.nn.tower.Weights;

/** libtorch's layers of a fusion network, by our names of the parameters. */
final class LibtorchLayers implements AutoCloseable {
    private static final double EPS = 1e-5;

    private final Map<String, Tensor> parameters = new LinkedHashMap<>();

    /** Copies the weights; all learn but the running statistics, which a training step does not read. */
    @SuppressWarnings("try") // a scope does its work by being open
    LibtorchLayers(Weights weights, Iterable<String> learned) {
        for (String name : learned) {
            try (PointerScope scope = new PointerScope()) {
                Tensor tensor = tensor(weights, name, weights.shape(name));
                tensor.retainReference();
                parameters.put(name, tensor);
            }
        }
        parameters.values().forEach(parameter -> parameter.set_requires_grad(true));
    }

    private static Tensor tensor(Weights weights, String name, long... shape) {
        long bytes = Arrays.stream(shape).reduce(Float.BYTES, Math::multiplyExact);
        BytePointer memory = new BytePointer(bytes);
        FloatBuffer values =
                memory.asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
        weights.copy(name, values);
        return torch.from_blob(memory, shape).clone();
    }

    TensorVector learned() {
        return new TensorVector(parameters.values().toArray(Tensor[]::new));
    }

    /** Rows [b, n] as a tensor. */
    static Tensor rows(float[][] rows) {
        float[] values = new float[rows.length * rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, values, i * rows[0].length, rows[0].length);
        }
        return torch.from_blob(new FloatPointer(values), rows.length, rows[0].length)
                .clone();
    }

    Tensor linear(String name, Tensor x) {
        return torch.linear(x, weight(name), optional(name + ".bias"));
    }

    private Tensor product(String name, Tensor x) {
        return torch.linear(x, weight(name));
    }

    private Tensor weight(String name) {
        return parameters.get(name + ".weight");
    }

    private TensorOptional optional(String name) {
        return new TensorOptional(parameters.get(name));
    }

    private Tensor norm(String name, Tensor x) {
        return torch.layer_norm(
                x, new long[] {x.size(1)}, optional(name + ".weight"), optional(name + ".bias"), EPS, true);
    }

    /** Of the batch; running statistics are not kept. */
    Tensor batchNorm(String name, Tensor x) {
        return torch.batch_norm(
                x,
                optional(name + ".weight"),
                optional(name + ".bias"),
                new TensorOptional(),
                new TensorOptional(),
                true,
                0.1,
                EPS,
                false);
    }

    static Tensor beside(Tensor... parts) {
        return torch.cat(new TensorVector(parts), 1);
    }

    /** What a step of cross attention adds to x, [b, E]; attention is libtorch's fused one over two tokens. */
    Tensor attend(String name, int heads, Tensor x, Tensor context) {
        Tensor own = norm(name + ".norm", x);
        Tensor mixed =
                mixed(name, heads, own, norm(name + ".context_norm", context)).add(own);
        Tensor attended = own.add(linear(name + ".out", mixed));
        Tensor hidden = torch.gelu(linear(name + ".mlp.up", norm(name + ".mlp.norm", attended)));
        return attended.add(linear(name + ".mlp.down", hidden));
    }

    private Tensor mixed(String name, int heads, Tensor own, Tensor other) {
        long b = own.size(0);
        long width = own.size(1);
        long d = width / heads;
        Tensor query = product(name + ".query", own).view(b, 1, heads, d).transpose(1, 2); // [b, h, 1, d]
        Tensor tokens = beside(own, other).view(2 * b, width);
        Tensor parts = product(name + ".key_value", tokens)
                .view(b, 2, 2, heads, d)
                .permute(2, 0, 3, 1, 4); // [key or value, b, h, token, d]
        return torch.scaled_dot_product_attention(
                        query,
                        parts.select(0, 0),
                        parts.select(0, 1),
                        new TensorOptional(),
                        0.0,
                        false,
                        new DoubleOptional(),
                        false)
                .transpose(1, 2)
                .reshape(b, width);
    }

    @Override
    public void close() {
        parameters.values().forEach(Tensor::close);
    }
}
