package org.panderm4j.weights.torch;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.panderm4j.weights.checkpoint.CheckpointException;

/**
 * Sorts what a pickle held into weights and the rest.
 *
 * <p>The weights are the first dictionary with tensors under one of {@link #WRAPPERS}, else the object itself.
 */
final class TorchContents {
    /** In the order in which PanDerm looks for them, then the name that the sparse autoencoders use. */
    private static final List<String> WRAPPERS = List.of("model", "module", "state_dict", "model_state_dict");

    /** Dictionaries of tensors that train a model and are not part of it. */
    private static final Set<String> BESIDE = Set.of(
            "optimizer",
            "optimizers",
            "optimizer_state",
            "optimizer_states",
            "optimizer_state_dict",
            "optim",
            "opt",
            "scheduler",
            "schedulers",
            "lr_scheduler",
            "lr_schedulers",
            "scheduler_state_dict",
            "lr_scheduler_state_dict",
            "scaler",
            "grad_scaler",
            "amp",
            "loss_scaler",
            "rng_state",
            "random_state",
            "last_optimizer_state");

    private static final int MOST_NODES = 200_000;
    private static final int LONGEST_NAME = 1024;
    private static final int DEEPEST = 64;

    private final Path file;
    private final Map<String, TensorView> tensors = new LinkedHashMap<>();
    private final Leftovers leftovers = new Leftovers();
    private int nodes;

    private TorchContents(Path file) {
        this.file = file;
    }

    /**
     * Sorts the object of a pickle.
     *
     * @throws CheckpointException when there are no weights in it, or two of one name
     */
    static TorchContents of(Path file, Object top) throws CheckpointException {
        TorchContents contents = new TorchContents(file);
        if (top instanceof TensorView lone) {
            contents.tensors.put("tensor", lone);
        } else if (top instanceof Inert module && module.isScriptModule()) {
            contents.collect("", "", module.attributes(), 0);
        } else if (top instanceof Map<?, ?> map) {
            contents.unwrap(map, "", 0);
        } else {
            String what = top instanceof Inert object ? "a pickled object of " + object.type() : "no dictionary";
            throw new CheckpointException(
                    file,
                    "holds " + CheckpointException.visible(what)
                            + "; expected a state dictionary. Save model.state_dict() rather than the model");
        }
        if (contents.tensors.isEmpty()) {
            List<String> found = contents.leftovers.lines();
            throw new CheckpointException(
                    file, "holds no weights; found only: " + found.subList(0, Math.min(5, found.size())));
        }
        return contents;
    }

    Map<String, TensorView> tensors() {
        return tensors;
    }

    Map<String, Object> values() {
        return leftovers.values();
    }

    List<String> skipped() {
        return leftovers.lines();
    }

    private void unwrap(Map<?, ?> map, String path, int depth) throws CheckpointException {
        for (String wrapper : WRAPPERS) {
            if (depth < WRAPPERS.size() && map.get(wrapper) instanceof Map<?, ?> inner && TensorSearch.finds(inner)) {
                unwrap(inner, join(path, wrapper), depth + 1);
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    if (!wrapper.equals(entry.getKey())) {
                        leftovers.add(join(path, Leftovers.text(entry.getKey())), entry.getValue());
                    }
                }
                return;
            }
        }
        collect("", path, map, depth);
    }

    /**
     * Takes tensors over from a dictionary and those in it.
     *
     * @param prefix of the tensors' names
     * @param path of everything else, from the top of the file
     */
    private void collect(String prefix, String path, Map<?, ?> map, int depth) throws CheckpointException {
        if (depth > DEEPEST) {
            throw new CheckpointException(file, "its dictionaries are nested more than " + DEEPEST + " deep");
        }
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (++nodes > MOST_NODES) {
                throw new CheckpointException(file, "more than " + MOST_NODES + " entries");
            }
            String key = Leftovers.text(entry.getKey());
            String below = join(path, key);
            boolean named = entry.getKey() instanceof String && !isBeside(prefix, key, entry.getValue());
            if (!named) {
                leftovers.add(below, entry.getValue());
            } else if (entry.getValue() instanceof TensorView tensor) {
                add(join(prefix, key), tensor);
            } else if (entry.getValue() instanceof Map<?, ?> inner) {
                collect(join(prefix, key), below, inner, depth + 1);
            } else if (entry.getValue() instanceof Inert module && module.isScriptModule()) {
                collect(join(prefix, key), below, module.attributes(), depth + 1);
            } else {
                leftovers.add(below, entry.getValue());
            }
        }
    }

    private static boolean isBeside(String prefix, String key, Object value) {
        return prefix.isEmpty() && value instanceof Map && BESIDE.contains(key);
    }

    private void add(String name, TensorView tensor) throws CheckpointException {
        if (tensors.putIfAbsent(name, tensor) != null) {
            throw new CheckpointException(file, name, "the key occurs twice");
        }
    }

    private String join(String prefix, String key) throws CheckpointException {
        if (prefix.length() + key.length() > LONGEST_NAME) {
            throw new CheckpointException(
                    file,
                    "key " + CheckpointException.quoted(key) + " and those above it are longer than " + LONGEST_NAME);
        }
        return prefix.isEmpty() ? key : prefix + "." + key;
    }
}
