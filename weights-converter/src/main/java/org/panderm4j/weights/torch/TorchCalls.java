package org.panderm4j.weights.torch;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.weights.checkpoint.CheckpointException;
import org.panderm4j.weights.checkpoint.DType;

/** The allow-list: what a pickle may call, and what comes of calling anything else. */
final class TorchCalls {
    private static final int MOST_AXES = 64;

    private final PickleInput input;
    private final PickleStack stack;

    TorchCalls(PickleInput input, PickleStack stack) {
        this.input = input;
        this.stack = stack;
    }

    /**
     * A name, with nothing behind it.
     *
     * @throws CheckpointException when the name is one that runs code
     */
    PyGlobal find(String module, String name) throws CheckpointException {
        PyGlobal global = new PyGlobal(module, name);
        if (Callables.runsCode(global)) {
            throw new CheckpointException(
                    input.file(),
                    "refused: it asks to call " + CheckpointException.visible(global.path())
                            + ", which has no place in a checkpoint; nothing was run. Do not use this file");
        }
        return global;
    }

    /** What a call gives: one of our values for the few functions we know, an inert marker for any other. */
    Object call(Object callable, List<Object> arguments) throws IOException {
        if (callable instanceof Inert inert) {
            return new Inert(inert.type());
        }
        if (!(callable instanceof PyGlobal global)) {
            throw input.damaged("a call of something that is no function");
        }
        return switch (global.path()) {
            case "collections.OrderedDict", "collections.defaultdict" -> dictionary(arguments);
            case "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2" -> tensor(arguments, false);
            case "torch._utils._rebuild_tensor_v3" -> tensor(arguments, true);
            case "torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state" ->
                argument(arguments, 0);
            case "torch._tensor._rebuild_from_type_v2" -> subclass(arguments);
            case "torch.Size" -> argument(arguments, 0);
            case "torch.device" -> argument(arguments, 0);
            default -> new Inert(global.path());
        };
    }

    /** Attributes set on an object after it was made; only markers remember them. */
    void build(Object state, Object target) throws IOException {
        if (target instanceof Inert inert) {
            // Objects with slots hand over a pair of dictionaries.
            List<?> parts = state instanceof PyTuple pair ? pair.items() : List.of(state);
            stack.spend(parts.size());
            for (Object part : parts) {
                if (part instanceof Map<?, ?> attributes) {
                    copy(attributes, inert.attributes());
                }
            }
        }
    }

    /** Counted: a long dictionary could be copied again and again by a few bytes. */
    private void copy(Map<?, ?> from, Map<Object, Object> to) throws IOException {
        stack.spend(from.size());
        to.putAll(from);
    }

    /** {@code OrderedDict()}, or with a list of pairs, as Python 2 wrote it; a default factory is ignored. */
    private Object dictionary(List<Object> arguments) throws IOException {
        Map<Object, Object> map = new LinkedHashMap<>();
        stack.spend(arguments.size());
        for (Object argument : arguments) {
            if (argument instanceof List<?> pairs) {
                stack.spend(pairs.size());
                for (Object pair : pairs) {
                    List<?> items = pair instanceof PyTuple tuple
                            ? tuple.items()
                            : pair instanceof List<?> list ? list : List.of();
                    if (items.size() != 2) {
                        throw input.damaged("expected pairs of key and value");
                    }
                    stack.setItem(map, items.get(0), items.get(1));
                }
            } else if (argument instanceof Map<?, ?> other) {
                copy(other, map);
            }
        }
        return map;
    }

    /** (storage, offset, shape, strides, ...); version 3 adds (requires_grad, hooks, dtype). */
    private Object tensor(List<Object> arguments, boolean typed) throws IOException {
        if (argument(arguments, 0) instanceof Inert) {
            return new Inert("tensor of an unknown storage");
        }
        if (!(argument(arguments, 0) instanceof StorageRef storage)) {
            throw input.damaged("a tensor without a storage");
        }
        if (!(argument(arguments, 1) instanceof Long offset)) {
            throw input.damaged("expected a number as a tensor's offset");
        }
        Optional<DType> dtype = TorchTypes.ofStorage(storage.type());
        if (typed) {
            dtype = argument(arguments, 6) instanceof PyGlobal constant
                    ? TorchTypes.ofConstant(constant)
                    : Optional.empty();
        }
        return new TensorView(storage, dtype, offset, axes(argument(arguments, 2)), axes(argument(arguments, 3)));
    }

    /** (function, type, arguments, state): a tensor with Python attributes, which are dropped. */
    private Object subclass(List<Object> arguments) throws IOException {
        if (argument(arguments, 0) instanceof PyGlobal function
                && argument(arguments, 2) instanceof PyTuple inner
                && function.path().startsWith("torch._utils._rebuild_")) {
            return call(function, inner.items());
        }
        return new Inert("torch._tensor._rebuild_from_type_v2");
    }

    private Object argument(List<Object> arguments, int index) throws IOException {
        if (index >= arguments.size()) {
            throw input.damaged("expected at least " + (index + 1) + " arguments, found " + arguments.size());
        }
        return arguments.get(index);
    }

    private long[] axes(Object value) throws IOException {
        List<?> items = value instanceof PyTuple tuple ? tuple.items() : value instanceof List<?> list ? list : null;
        if (items == null || items.size() > MOST_AXES) {
            throw input.damaged("expected a short tuple as a tensor's shape or strides");
        }
        long[] axes = new long[items.size()];
        for (int i = 0; i < axes.length; i++) {
            if (!(items.get(i) instanceof Long axis)) {
                throw input.damaged("expected numbers as a tensor's shape or strides");
            }
            axes[i] = axis;
        }
        return axes;
    }
}
