package org.panderm4j.peers.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * An ONNX model under construction: nodes, initializers, inputs, outputs. Names of values are made here. Field numbers are those
 * of {@code onnx.proto}.
 */
final class OnnxGraph {
    static final int FLOAT = 1;
    static final int INT32 = 6;
    static final int INT64 = 7;
    /** Operators of ONNX Runtime's own. */
    static final String MICROSOFT = "com.microsoft";

    private static final int IR_VERSION = 9;
    /** The first with both LayerNormalization and Gelu. */
    private static final int OPSET = 20;

    private static final int EXTERNAL = 1;

    private final Protobuf graph = new Protobuf().string(2, "tower");
    private final ExternalData weights;
    private int values;

    OnnxGraph(ExternalData weights) {
        this.weights = weights;
    }

    /** An input whose first axis is of any length. */
    String input(String name, int type, long... rest) {
        graph.message(11, valueInfo(name, type, rest));
        return name;
    }

    /** Names a value as the model's output [batch, width]. */
    void output(String value, String name, long width) {
        graph.message(1, nodeOf("Identity", "", List.of(value), List.of(name)));
        graph.message(12, valueInfo(name, FLOAT, width));
    }

    /** A node with one output, whose name is returned. */
    String node(String operator, List<String> inputs, Attribute... attributes) {
        return nodes("", operator, inputs, 1, attributes).get(0);
    }

    /** A node of any domain and number of outputs. An input that is left out has an empty name. */
    List<String> nodes(String domain, String operator, List<String> inputs, int outputs, Attribute... attributes) {
        List<String> names = Stream.generate(this::name).limit(outputs).toList();
        graph.message(1, nodeOf(operator, domain, inputs, names, attributes));
        return names;
    }

    /** A weight, kept in the external file. */
    String weight(FloatBuffer data, long... shape) {
        ExternalData.Range range = weights.append(data);
        String name = name();
        Protobuf tensor = tensor(name, FLOAT, shape)
                .message(13, entry("location", range.file()))
                .message(13, entry("offset", Long.toString(range.offset())))
                .message(13, entry("length", Long.toString(range.length())));
        graph.message(5, tensor.integer(14, EXTERNAL));
        return name;
    }

    /** A vector of integers, e.g. a shape. */
    String integers(long... data) {
        ByteBuffer raw = ByteBuffer.allocate(data.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(data);
        String name = name();
        graph.message(5, tensor(name, INT64, data.length).bytes(9, raw.array()));
        return name;
    }

    /** A single number. */
    String number(double value) {
        ByteBuffer raw = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.putFloat((float) value);
        String name = name();
        graph.message(5, tensor(name, FLOAT).bytes(9, raw.array()));
        return name;
    }

    /** Writes the model; the weights lie in their own file already. */
    void write(Path file) throws IOException {
        Protobuf model = new Protobuf()
                .integer(1, IR_VERSION)
                .string(2, "panderm4j")
                .message(7, graph)
                .message(8, new Protobuf().string(1, "").integer(2, OPSET))
                .message(8, new Protobuf().string(1, MICROSOFT).integer(2, 1));
        Files.write(file, model.toBytes());
    }

    private String name() {
        return "v" + values++;
    }

    private static Protobuf nodeOf(
            String operator, String domain, List<String> inputs, List<String> outputs, Attribute... attributes) {
        Protobuf node = new Protobuf();
        inputs.forEach(input -> node.string(1, input));
        outputs.forEach(output -> node.string(2, output));
        node.string(3, outputs.get(0)).string(4, operator);
        for (Attribute attribute : attributes) {
            node.message(5, attribute.message());
        }
        return node.string(7, domain);
    }

    private static Protobuf tensor(String name, int type, long... shape) {
        Protobuf tensor = new Protobuf();
        for (long axis : shape) {
            tensor.integer(1, axis);
        }
        return tensor.integer(2, type).string(8, name);
    }

    private static Protobuf entry(String key, String value) {
        return new Protobuf().string(1, key).string(2, value);
    }

    private static Protobuf valueInfo(String name, int type, long... rest) {
        Protobuf shape = new Protobuf().message(1, new Protobuf().string(2, "batch"));
        for (long axis : rest) {
            shape.message(1, new Protobuf().integer(1, axis));
        }
        Protobuf tensor = new Protobuf().integer(1, type).message(2, shape);
        return new Protobuf().string(1, name).message(2, new Protobuf().message(1, tensor));
    }
}
