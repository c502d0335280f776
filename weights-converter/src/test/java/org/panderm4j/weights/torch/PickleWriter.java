package org.panderm4j.weights.torch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes pickles opcode by opcode, in the manner of protocol 2 or 4. */
final class PickleWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final int protocol;

    PickleWriter(int protocol) {
        this.protocol = protocol;
        op(0x80).op(protocol);
    }

    PickleWriter op(int... bytes) {
        for (int b : bytes) {
            out.write(b);
        }
        return this;
    }

    PickleWriter int32(long value) {
        byte[] bytes = new byte[4];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt((int) value);
        out.writeBytes(bytes);
        return this;
    }

    PickleWriter int64(long value) {
        byte[] bytes = new byte[8];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
        out.writeBytes(bytes);
        return this;
    }

    PickleWriter text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (protocol >= 4 && utf8.length < 256) {
            op(0x8C, utf8.length);
            out.writeBytes(utf8);
            return op(0x94);
        }
        op('X').int32(utf8.length);
        out.writeBytes(utf8);
        return this;
    }

    PickleWriter number(long value) {
        if (value >= 0 && value < 256) {
            return op('K', (int) value);
        }
        if (value == (int) value) {
            return op('J').int32(value);
        }
        return op(0x8A, 8).int64(value);
    }

    PickleWriter global(String module, String name) {
        if (protocol >= 4) {
            return text(module).text(name).op(0x93);
        }
        op('c');
        out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    PickleWriter line(String text) {
        out.writeBytes((text + "\n").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    PickleWriter dictionary() {
        return op('}');
    }

    PickleWriter mark() {
        return op('(');
    }

    PickleWriter tuple() {
        return op('t');
    }

    PickleWriter setItems() {
        return op('u');
    }

    PickleWriter reduce() {
        return op('R');
    }

    PickleWriter numbers(long... values) {
        mark();
        for (long value : values) {
            number(value);
        }
        return tuple();
    }

    /** A persistent id, as torch writes it for zip archives. */
    PickleWriter storage(String type, String key, long elements) {
        mark().text("storage")
                .global("torch", type)
                .text(key)
                .text("cpu")
                .number(elements)
                .tuple();
        return op('Q');
    }

    PickleWriter tensor(String type, String key, long elements, long offset, long[] shape, long[] strides) {
        global("torch._utils", "_rebuild_tensor_v2")
                .mark()
                .storage(type, key, elements)
                .number(offset);
        numbers(shape).numbers(strides).op(0x89);
        return global("collections", "OrderedDict").op(')').reduce().tuple().reduce();
    }

    /** A float32 vector that is all of its storage. */
    PickleWriter vector(String key, long elements) {
        return tensor("FloatStorage", key, elements, 0, new long[] {elements}, new long[] {1});
    }

    byte[] stop() {
        out.write('.');
        return out.toByteArray();
    }
}
