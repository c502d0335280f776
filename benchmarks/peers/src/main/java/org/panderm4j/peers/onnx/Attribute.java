package org.panderm4j.peers.onnx;

/** An attribute of a node ({@code AttributeProto}: name 1, f 2, i 3, ints 8, type 20). */
record Attribute(Protobuf message) {
    private static final int FLOAT = 1;
    private static final int INT = 2;
    private static final int INTS = 7;

    static Attribute integer(String name, long value) {
        return new Attribute(new Protobuf().string(1, name).integer(3, value).integer(20, INT));
    }

    static Attribute decimal(String name, double value) {
        return new Attribute(
                new Protobuf().string(1, name).decimal(2, (float) value).integer(20, FLOAT));
    }

    static Attribute integers(String name, long... values) {
        Protobuf message = new Protobuf().string(1, name);
        for (long value : values) {
            message.integer(8, value);
        }
        return new Attribute(message.integer(20, INTS));
    }
}
