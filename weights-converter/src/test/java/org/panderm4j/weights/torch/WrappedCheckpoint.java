package org.panderm4j.weights.torch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Writes float tensors as a training script saves them: a dictionary of weights inside another one. */
public final class WrappedCheckpoint {
    private WrappedCheckpoint() {}

    /**
     * Writes {@code {"epoch": 3, wrapper: {key: tensor}}}.
     *
     * @param values all of one length-of-shape, by key
     */
    public static void write(Path file, String wrapper, Map<String, long[]> shapes, Map<String, float[]> values)
            throws IOException {
        PickleWriter pickle =
                new PickleWriter(2).dictionary().mark().text("epoch").number(3);
        pickle.text(wrapper).dictionary().mark();
        int number = 0;
        for (Map.Entry<String, long[]> entry : shapes.entrySet()) {
            long[] shape = entry.getValue();
            int elements = values.get(entry.getKey()).length;
            pickle.text(entry.getKey())
                    .tensor("FloatStorage", Integer.toString(number++), elements, 0, shape, strides(shape));
        }
        TorchZip zip = new TorchZip("archive", pickle.setItems().setItems().stop());
        number = 0;
        for (String key : shapes.keySet()) {
            zip.storage(Integer.toString(number++), TorchZip.floats(values.get(key)));
        }
        zip.write(file);
    }

    private static long[] strides(long[] shape) {
        long[] strides = new long[shape.length];
        long step = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            strides[axis] = step;
            step *= shape[axis];
        }
        return strides;
    }
}
