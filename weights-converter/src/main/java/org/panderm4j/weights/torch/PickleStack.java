package org.panderm4j.weights.torch;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.panderm4j.weights.checkpoint.CheckpointException;

/** Stack, marks and memo of an unpickler, and the rules for filling containers. */
final class PickleStack {
    /** About thirty operations a tensor: a thousand times the largest checkpoint, and still only some hundred MB. */
    private static final int MOST_STEPS = 5_000_000;

    private final PickleInput input;
    private final List<Object> items = new ArrayList<>();
    private final List<Integer> marks = new ArrayList<>();
    private final Map<Long, Object> memo = new HashMap<>();
    private long steps;

    PickleStack(PickleInput input) {
        this.input = input;
    }

    /** Accounts for work or memory that a few bytes of the file could ask for over and over. */
    void spend(long count) throws CheckpointException {
        steps += count;
        if (steps > MOST_STEPS) {
            throw input.damaged("more than " + MOST_STEPS + " operations; no checkpoint needs that many");
        }
    }

    void push(Object value) {
        items.add(value);
    }

    Object pop() throws IOException {
        Object top = top();
        items.remove(items.size() - 1);
        return top;
    }

    Object top() throws IOException {
        int floor = marks.isEmpty() ? 0 : marks.get(marks.size() - 1);
        if (items.size() <= floor) {
            throw input.damaged("its stack is empty");
        }
        return items.get(items.size() - 1);
    }

    /** The top as a tuple, as arguments must be. */
    PyTuple popTuple() throws IOException {
        if (pop() instanceof PyTuple tuple) {
            return tuple;
        }
        throw input.damaged("expected a tuple of arguments");
    }

    String popText() throws IOException {
        if (pop() instanceof String text) {
            return text;
        }
        throw input.damaged("expected a text");
    }

    void mark() {
        marks.add(items.size());
    }

    boolean isMarkOnTop() {
        return !marks.isEmpty() && marks.get(marks.size() - 1) == items.size();
    }

    /** Everything above the last mark; the mark is taken away. */
    List<Object> popToMark() throws IOException {
        if (marks.isEmpty()) {
            throw input.damaged("a mark is missing");
        }
        List<Object> above = items.subList(marks.remove(marks.size() - 1), items.size());
        List<Object> copy = new ArrayList<>(above);
        above.clear();
        return copy;
    }

    /** The upper {@code count} values as a tuple. */
    PyTuple popTuple(int count) throws IOException {
        Object[] values = new Object[count];
        for (int i = count - 1; i >= 0; i--) {
            values[i] = pop();
        }
        return new PyTuple(List.of(values));
    }

    void memoize() throws IOException {
        memoize(memo.size());
    }

    void memoize(long index) throws IOException {
        memo.put(index, top());
    }

    Object recall(long index) throws IOException {
        Object value = memo.get(index);
        if (value == null) {
            throw input.damaged("nothing was stored under number " + index);
        }
        return value;
    }

    void setItems(Object target, List<Object> keysAndValues) throws IOException {
        if (keysAndValues.size() % 2 != 0) {
            throw input.damaged("a key without a value");
        }
        for (int i = 0; i < keysAndValues.size(); i += 2) {
            setItem(target, keysAndValues.get(i), keysAndValues.get(i + 1));
        }
    }

    @SuppressWarnings("unchecked") // Every map on the stack was made here, as Map<Object, Object>.
    void setItem(Object target, Object key, Object value) throws IOException {
        Map<Object, Object> map;
        if (target instanceof Map<?, ?> plain) {
            map = (Map<Object, Object>) plain;
        } else if (target instanceof Inert inert) {
            map = inert.attributes();
        } else {
            throw input.damaged("an item was set on something that is no dictionary");
        }
        if (key instanceof Map || key instanceof List) {
            throw input.damaged("a dictionary or list as a key");
        }
        if (map.putIfAbsent(key, value) != null) {
            String name = key instanceof String || key instanceof Number
                    ? key.toString()
                    : key.getClass().getSimpleName();
            throw new CheckpointException(input.file(), "key " + CheckpointException.quoted(name) + " occurs twice");
        }
    }

    @SuppressWarnings("unchecked") // Every list on the stack was made here, as List<Object>.
    void append(Object target, List<Object> values) throws IOException {
        if (target instanceof List<?> list) {
            ((List<Object>) list).addAll(values);
        } else if (!(target instanceof Inert)) {
            throw input.damaged("a value was appended to something that is no list");
        }
    }

    /** A whole number as Long, or BigInteger where it must be. */
    static Object whole(BigInteger value) {
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }
}
