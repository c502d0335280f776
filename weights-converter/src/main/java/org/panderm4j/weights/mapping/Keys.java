package org.panderm4j.weights.mapping;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.panderm4j.weights.checkpoint.CheckpointException;
import org.panderm4j.weights.checkpoint.TensorSource;

/** A checkpoint's tensors by key, without the prefixes that wrappers put in front of every key. */
public final class Keys {
    /** What DistributedDataParallel puts before every key. */
    private static final String MODULE = "module.";

    private final Map<String, TensorSource> tensors;

    private Keys(Map<String, TensorSource> tensors) {
        this.tensors = tensors;
    }

    /** Takes {@code module.} off all keys if the first one starts with it. */
    public static Keys of(Map<String, TensorSource> tensors) {
        boolean strip = !tensors.isEmpty() && tensors.keySet().iterator().next().startsWith(MODULE);
        if (!strip) {
            return new Keys(new LinkedHashMap<>(tensors));
        }
        return renamed(tensors, key -> key.startsWith(MODULE) ? key.substring(MODULE.length()) : key);
    }

    /** The same tensors under the names of a family's table. */
    Keys renamed(KeyTable table) {
        return renamed(tensors, table::renamed);
    }

    private static Keys renamed(Map<String, TensorSource> tensors, UnaryOperator<String> name) {
        Map<String, TensorSource> renamed = new LinkedHashMap<>();
        for (Map.Entry<String, TensorSource> entry : tensors.entrySet()) {
            TensorSource other = renamed.put(name.apply(entry.getKey()), entry.getValue());
            if (other != null) {
                throw new MappingException("tensors " + CheckpointException.visible(other.name()) + " and "
                        + CheckpointException.visible(entry.getKey()) + " stand for the same parameter; remove one");
            }
        }
        return new Keys(renamed);
    }

    public boolean has(String key) {
        return tensors.containsKey(key);
    }

    public Collection<String> names() {
        return tensors.keySet();
    }

    TensorSource tensor(String key) {
        return tensors.get(key);
    }

    /** What wrappers put in front of a key that is there. */
    String wrapper(String key) {
        String name = tensors.get(key).name();
        return name.endsWith(key) ? name.substring(0, name.length() - key.length()) : "";
    }

    /** Shape of a tensor, if it is there. */
    Optional<long[]> shape(String key) {
        return Optional.ofNullable(tensors.get(key)).map(TensorSource::shape);
    }

    /** One more than the largest number in place of the star, e.g. in {@code visual.blocks.*.}; 0 if there is none. */
    int count(String pattern) {
        Pattern number = Pattern.compile(Pattern.quote(pattern).replace("*", "\\E([0-9]{1,4})\\Q") + ".*");
        int count = 0;
        for (String key : tensors.keySet()) {
            Matcher matcher = number.matcher(key);
            if (matcher.matches()) {
                count = Math.max(count, Integer.parseInt(matcher.group(1)) + 1);
            }
        }
        return count;
    }
}
