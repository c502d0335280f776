package org.panderm4j.peers.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.panderm4j.peers.tower.Ops;

/** Writes the operations as nodes of an ONNX graph; a tensor is the name of its value. */
public final class OnnxOps implements Ops<String> {
    /** How attention is written. */
    public enum AttentionForm {
        /** Two products and a softmax, as exporters of other frameworks write it. */
        PRODUCTS,
        /** ONNX Runtime's own {@code MultiHeadAttention}. */
        FUSED
    }

    private static final Attribute LAST_AXIS = Attribute.integer("axis", -1);

    private final OnnxGraph graph;
    private final AttentionForm form;

    OnnxOps(OnnxGraph graph, AttentionForm form) {
        this.graph = graph;
        this.form = form;
    }

    @Override
    public String parameter(FloatBuffer values, long... shape) {
        return graph.weight(values, shape);
    }

    /** Stored as (in, out): ONNX has no product of a batch with a transposed matrix. */
    @Override
    public String linearWeight(FloatBuffer values, int out, int in) {
        FloatBuffer transposed = ByteBuffer.allocateDirect(out * in * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        for (int i = 0; i < in; i++) {
            for (int o = 0; o < out; o++) {
                transposed.put(values.get(o * in + i));
            }
        }
        return graph.weight(transposed.flip(), in, out);
    }

    @Override
    public String linear(String x, String weight, String bias) {
        return add(graph.node("MatMul", List.of(x, weight)), bias);
    }

    @Override
    public String patches(String pixels, String kernel, String bias, int patch) {
        String grid = graph.node(
                "Conv",
                List.of(pixels, kernel, bias),
                Attribute.integers("kernel_shape", patch, patch),
                Attribute.integers("strides", patch, patch)); // [b, d, g, g]
        String flat = graph.node("Reshape", List.of(grid, graph.integers(0, 0, -1))); // [b, d, g²]
        return graph.node("Transpose", List.of(flat), Attribute.integers("perm", 0, 2, 1));
    }

    @Override
    public String prepend(String token, String sequence) {
        String b = graph.node(
                "Shape", List.of(sequence), Attribute.integer("start", 0), Attribute.integer("end", 1)); // [1]
        String shape = graph.node("Concat", List.of(b, graph.integers(1, 1)), Attribute.integer("axis", 0));
        String tokens = graph.node("Expand", List.of(token, shape)); // [b, 1, d]
        return graph.node("Concat", List.of(tokens, sequence), Attribute.integer("axis", 1));
    }

    @Override
    public String lookUp(String table, String ids) {
        return graph.node("Gather", List.of(table, ids), Attribute.integer("axis", 0));
    }

    /** What the form of attention takes: a bias of the scores, or the mask itself in integers. */
    @Override
    public String paddingBias(String mask) {
        if (form == AttentionForm.FUSED) {
            return graph.node("Cast", List.of(mask), Attribute.integer("to", OnnxGraph.INT32));
        }
        String hidden = graph.node("Sub", List.of(mask, graph.number(1)));
        String bias = graph.node("Mul", List.of(hidden, graph.number(1e9)));
        return graph.node("Unsqueeze", List.of(bias, graph.integers(1, 2)));
    }

    @Override
    public String layerNorm(String x, String weight, String bias, double eps) {
        return graph.node("LayerNormalization", List.of(x, weight, bias), LAST_AXIS, Attribute.decimal("epsilon", eps));
    }

    @Override
    public String gelu(String x) {
        return graph.node("Gelu", List.of(x));
    }

    @Override
    public String add(String a, String b) {
        return graph.node("Add", List.of(a, b));
    }

    @Override
    public String multiply(String a, String b) {
        return graph.node("Mul", List.of(a, b));
    }

    @Override
    public String attention(String qkv, int heads, double scale, Optional<String> paddingBias) {
        return form == AttentionForm.FUSED
                ? fused(qkv, heads, scale, paddingBias)
                : products(qkv, heads, scale, paddingBias);
    }

    private String fused(String qkv, int heads, double scale, Optional<String> paddingBias) {
        List<String> parts = graph.nodes(
                "", "Split", List.of(qkv), 3, LAST_AXIS, Attribute.integer("num_outputs", 3)); // each [b, n, d]
        List<String> inputs = List.of(parts.get(0), parts.get(1), parts.get(2), "", paddingBias.orElse(""));
        return graph.nodes(
                        OnnxGraph.MICROSOFT,
                        "MultiHeadAttention",
                        inputs,
                        1,
                        Attribute.integer("num_heads", heads),
                        Attribute.decimal("scale", scale))
                .get(0);
    }

    private String products(String qkv, int heads, double scale, Optional<String> paddingBias) {
        String split = graph.node("Reshape", List.of(qkv, graph.integers(0, 0, 3, heads, -1))); // [b, n, 3, h, c]
        String first = graph.node("Transpose", List.of(split), Attribute.integers("perm", 2, 0, 3, 1, 4));
        List<String> parts = graph.nodes(
                "", "Split", List.of(first), 3, Attribute.integer("axis", 0), Attribute.integer("num_outputs", 3));
        String axis = graph.integers(0);
        String query = graph.node("Squeeze", List.of(parts.get(0), axis)); // [b, h, n, c]
        String key = graph.node("Squeeze", List.of(parts.get(1), axis));
        String value = graph.node("Squeeze", List.of(parts.get(2), axis));
        String turned = graph.node("Transpose", List.of(key), Attribute.integers("perm", 0, 1, 3, 2));
        String scores = graph.node("MatMul", List.of(multiply(query, graph.number(scale)), turned)); // [b, h, n, n]
        String masked = paddingBias.isPresent() ? add(scores, paddingBias.get()) : scores;
        String mixed = graph.node("MatMul", List.of(graph.node("Softmax", List.of(masked), LAST_AXIS), value));
        String joined = graph.node("Transpose", List.of(mixed), Attribute.integers("perm", 0, 2, 1, 3));
        return graph.node("Reshape", List.of(joined, graph.integers(0, 0, -1)));
    }

    @Override
    public String firstToken(String x) {
        String token = graph.node("Gather", List.of(x, graph.integers(0)), Attribute.integer("axis", 1)); // [b, 1, d]
        return graph.node("Squeeze", List.of(token, graph.integers(1)));
    }

    @Override
    public String meanFrom(String x, int from) {
        String axis = graph.integers(1);
        String tokens = graph.node("Slice", List.of(x, graph.integers(from), graph.integers(Long.MAX_VALUE), axis));
        return graph.node("ReduceMean", List.of(tokens, axis), Attribute.integer("keepdims", 0));
    }

    /** The runtime frees what is not needed any more by itself. */
    @Override
    public String scoped(Supplier<String> part) {
        return part.get();
    }
}
