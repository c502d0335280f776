package org.panderm4j.weights.torch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panderm4j.weights.checkpoint.CheckpointException;

/**
 * Reads one pickle, protocols 0 to 5, without running anything.
 *
 * <p>Builds maps, lists, {@link PyTuple}s, numbers, texts and {@link TensorView}s. Every class or function that
 * {@link TorchCalls} does not know becomes an {@link Inert} marker when it is called; one that is there to run code ends the
 * reading. Time and memory are linear in the size of the file. Source: Python's {@code pickletools}.
 */
final class Unpickler {
    /** Resolves a persistent id: a storage that lies outside of the pickle. */
    interface PersistentIds {
        Object load(PyTuple id) throws IOException;
    }

    private final PickleInput input;
    private final PickleStack stack;
    private final PickleScalars scalars;
    private final TorchCalls calls;
    private final PersistentIds ids;

    Unpickler(PickleInput input, PersistentIds ids) {
        this.input = input;
        this.stack = new PickleStack(input);
        this.scalars = new PickleScalars(input);
        this.calls = new TorchCalls(input, stack);
        this.ids = ids;
    }

    /** The object; the input stands behind the pickle's last byte then. */
    Object load() throws IOException {
        while (true) {
            stack.spend(1);
            int opcode = input.unsignedByte();
            if (opcode == '.') {
                return stack.pop();
            }
            Object scalar = scalars.read(opcode);
            if (scalar != null) {
                stack.push(scalar);
            } else if (!bookkeeping(opcode) && !container(opcode) && !object(opcode)) {
                throw input.damaged(String.format("opcode 0x%02x is not supported", opcode));
            }
        }
    }

    /** Protocol, frames, memo and marks. */
    private boolean bookkeeping(int opcode) throws IOException {
        switch (opcode) {
            case 0x80 -> checkProtocol(input.unsignedByte());
            case 0x95 -> checkFrame(input.int64());
            case '(' -> stack.mark();
            case '0' -> drop();
            case '1' -> stack.popToMark();
            case '2' -> stack.push(stack.top());
            case 'q' -> stack.memoize(input.unsignedByte());
            case 'r' -> stack.memoize(input.unsignedInt());
            case 'p' -> stack.memoize(number(input.line()));
            case 0x94 -> stack.memoize();
            case 'h' -> stack.push(stack.recall(input.unsignedByte()));
            case 'j' -> stack.push(stack.recall(input.unsignedInt()));
            case 'g' -> stack.push(stack.recall(number(input.line())));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean container(int opcode) throws IOException {
        switch (opcode) {
            case '}' -> stack.push(new LinkedHashMap<>());
            case ']', 0x8F -> stack.push(new ArrayList<>());
            case ')' -> stack.push(new PyTuple(List.of()));
            case 'd' -> pushDictionary(stack.popToMark());
            case 'l', 0x91 -> stack.push(stack.popToMark());
            case 't' -> stack.push(new PyTuple(stack.popToMark()));
            case 0x85 -> stack.push(stack.popTuple(1));
            case 0x86 -> stack.push(stack.popTuple(2));
            case 0x87 -> stack.push(stack.popTuple(3));
            case 's' -> setItem();
            case 'u' -> setItems(stack.popToMark());
            case 'a' -> append(List.of(stack.pop()));
            case 'e', 0x90 -> append(stack.popToMark());
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Names, calls and persistent ids. */
    private boolean object(int opcode) throws IOException {
        switch (opcode) {
            case 'c' -> stack.push(calls.find(input.line(), input.line()));
            case 0x93 -> stackGlobal();
            case 'Q' -> stack.push(ids.load(stack.popTuple()));
            case 'R', 0x81 -> call(stack.popTuple());
            case 0x92 -> {
                stack.pop(); // keyword arguments
                call(stack.popTuple());
            }
            case 'i' -> {
                PyGlobal type = calls.find(input.line(), input.line());
                stack.push(calls.call(type, stack.popToMark()));
            }
            case 'o' -> callMarked(stack.popToMark());
            case 'b' -> calls.build(stack.pop(), stack.top());
            default -> {
                return false;
            }
        }
        return true;
    }

    private void checkProtocol(int protocol) throws IOException {
        if (protocol > 5) {
            throw input.damaged("protocol " + protocol + " is not supported; expected at most 5");
        }
    }

    private void checkFrame(long bytes) throws IOException {
        if (bytes < 0 || bytes > input.left()) {
            throw input.damaged("a frame of " + Long.toUnsignedString(bytes) + " bytes, " + input.left() + " are left");
        }
    }

    private void drop() throws IOException {
        if (stack.isMarkOnTop()) {
            stack.popToMark();
        } else {
            stack.pop();
        }
    }

    private void pushDictionary(List<Object> keysAndValues) throws IOException {
        Map<Object, Object> map = new LinkedHashMap<>();
        stack.setItems(map, keysAndValues);
        stack.push(map);
    }

    private void setItem() throws IOException {
        Object value = stack.pop();
        Object key = stack.pop();
        stack.setItem(stack.top(), key, value);
    }

    private void setItems(List<Object> keysAndValues) throws IOException {
        stack.setItems(stack.top(), keysAndValues);
    }

    private void append(List<Object> values) throws IOException {
        stack.append(stack.top(), values);
    }

    private void stackGlobal() throws IOException {
        String name = stack.popText();
        stack.push(calls.find(stack.popText(), name));
    }

    private void call(PyTuple arguments) throws IOException {
        stack.push(calls.call(stack.pop(), arguments.items()));
    }

    private void callMarked(List<Object> typeAndArguments) throws IOException {
        if (typeAndArguments.isEmpty()) {
            throw input.damaged("a call of nothing");
        }
        List<Object> arguments = typeAndArguments.subList(1, typeAndArguments.size());
        stack.push(calls.call(typeAndArguments.get(0), arguments));
    }

    private long number(String digits) throws CheckpointException {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw input.damaged("not a number");
        }
    }
}
