package org.panderm4j.weights.torch;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Writes the few things that a state dictionary is made of as a pickle of protocol 2; nothing is remembered for later use. */
final class PickleOutput {
    private static final int PROTOCOL = 2;
    private static final byte[] REBUILD = global("torch._utils", "_rebuild_tensor_v2");
    private static final byte[] STORAGE = global("torch", "FloatStorage");
    private static final byte[] ORDERED = global("collections", "OrderedDict");
    private static final byte[] SIZE = global("torch", "Size");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<float[]> storages;

    /**
     * @param storages what tensors lie in: the key of each is its place
     */
    private PickleOutput(List<float[]> storages) {
        this.storages = storages;
    }

    /** The whole pickle of a dictionary. */
    static byte[] of(Map<String, ?> top, List<float[]> storages) {
        PickleOutput pickle = new PickleOutput(storages);
        pickle.out.write(0x80);
        pickle.out.write(PROTOCOL);
        pickle.write(top);
        pickle.out.write('.');
        return pickle.out.toByteArray();
    }

    private static byte[] global(String module, String name) {
        return ('c' + module + '\n' + name + '\n').getBytes(StandardCharsets.US_ASCII);
    }

    private void write(Object value) {
        if (value instanceof String text) {
            text(text);
        } else if (value instanceof Number number) {
            number(number.longValue());
        } else if (value instanceof Map<?, ?> map) {
            out.write('}');
            items(map);
        } else if (value instanceof TorchArchive.StateDict state) {
            out.writeBytes(ORDERED);
            out.writeBytes(new byte[] {')', 'R'});
            items(state.tensors());
        } else if (value instanceof TorchArchive.Tensor tensor) {
            tensor(tensor);
        } else if (value instanceof TorchArchive.Size size) {
            out.writeBytes(SIZE);
            axes(size.axes());
            out.write(0x85); // a tuple of one
            out.write('R');
        } else {
            throw new IllegalArgumentException(
                    "expected a text, a whole number, a dictionary, a tensor or a size to" + " pickle, found " + value);
        }
    }

    private void items(Map<?, ?> map) {
        out.write('(');
        map.forEach((key, value) -> {
            write(key);
            write(value);
        });
        out.write('u');
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write('X');
        out.writeBytes(little(Integer.BYTES).putInt(bytes.length).array());
        out.writeBytes(bytes);
    }

    private void number(long value) {
        if (value >= 0 && value <= 0xff) {
            out.write('K');
            out.write((int) value);
        } else if (value == (int) value) {
            out.write('J');
            out.writeBytes(little(Integer.BYTES).putInt((int) value).array());
        } else {
            byte[] big = BigInteger.valueOf(value).toByteArray();
            out.write(0x8a);
            out.write(big.length);
            for (int i = big.length - 1; i >= 0; i--) {
                out.write(big[i]);
            }
        }
    }

    private void axes(long... axes) {
        out.write('(');
        for (long axis : axes) {
            number(axis);
        }
        out.write('t');
    }

    /** (storage, offset, shape, strides, gradient wanted, hooks); a storage is (kind, type, key, place, values). */
    private void tensor(TorchArchive.Tensor tensor) {
        out.writeBytes(REBUILD);
        out.write('(');
        out.write('(');
        text("storage");
        out.writeBytes(STORAGE);
        text(Integer.toString(key(tensor)));
        text("cpu");
        number(tensor.values().length);
        out.write('t');
        out.write('Q');
        number(0);
        axes(tensor.shape());
        axes(tensor.strides());
        out.write(0x89); // false
        out.writeBytes(ORDERED);
        out.writeBytes(new byte[] {')', 'R'});
        out.write('t');
        out.write('R');
    }

    private int key(TorchArchive.Tensor tensor) {
        for (int i = 0; i < storages.size(); i++) {
            if (storages.get(i) == tensor.values()) {
                return i;
            }
        }
        throw new IllegalStateException("expected a storage for each tensor, found none for " + tensor);
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
