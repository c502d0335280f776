package org.panderm4j.weights.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panderm4j.weights.checkpoint.CheckpointException;

/** What lay beside the weights: plain values by path, and one line for everything else. */
final class Leftovers {
    /** A report that long helps nobody; it also bounds what a small file with many references can ask for. */
    private static final int MOST_NODES = 20_000;

    private static final int DEEPEST = 16;
    private static final int LONGEST_PATH = 1024;

    private final Map<String, Object> values = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();
    private int nodes;

    Map<String, Object> values() {
        return values;
    }

    List<String> lines() {
        return lines;
    }

    void add(String path, Object value) {
        add(path, value, 0);
    }

    private void add(String path, Object value, int depth) {
        if (++nodes >= MOST_NODES || depth > DEEPEST || path.length() > LONGEST_PATH) {
            if (nodes <= MOST_NODES) {
                lines.add(
                        CheckpointException.visible(path) + ": left out, as all that is nested deeper or comes later");
            }
        } else if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            values.put(path, value);
        } else if (value instanceof Map<?, ?> map) {
            addDictionary(path, map, depth);
        } else if (value instanceof Inert inert) {
            lines.add(line(path, inert.type()));
            addEntries(path, inert.attributes(), depth);
        } else if (value != PyNone.NONE) {
            lines.add(line(path, kind(value)));
        }
    }

    /** A dictionary of tensors, or one with numbers for keys (an optimizer's state), is one line; others are entered. */
    private void addDictionary(String path, Map<?, ?> map, int depth) {
        nodes += map.size() / 64; // The look at all keys below is work, too.
        boolean plain = map.keySet().stream().allMatch(String.class::isInstance)
                && map.values().stream().noneMatch(TensorView.class::isInstance);
        if (plain) {
            addEntries(path, map, depth);
        } else {
            lines.add(line(path, "dictionary of " + map.size()));
        }
    }

    private void addEntries(String path, Map<?, ?> map, int depth) {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (nodes >= MOST_NODES) {
                return;
            }
            add(path + "." + text(entry.getKey()), entry.getValue(), depth + 1);
        }
    }

    private static String line(String path, String what) {
        return CheckpointException.visible(path) + ": " + CheckpointException.visible(what);
    }

    private static String kind(Object value) {
        if (value instanceof TensorView tensor) {
            return "tensor " + Arrays.toString(tensor.shape());
        }
        if (value instanceof List<?> list) {
            return "list of " + list.size();
        }
        if (value instanceof PyTuple tuple) {
            return "tuple of " + tuple.items().size();
        }
        return value instanceof PyGlobal global ? global.path() : "storage";
    }

    /** A key as a part of a path. */
    static String text(Object key) {
        if (key instanceof String || key instanceof Number || key instanceof Boolean) {
            return key.toString();
        }
        return key instanceof PyGlobal global ? global.path() : "(key)";
    }
}
