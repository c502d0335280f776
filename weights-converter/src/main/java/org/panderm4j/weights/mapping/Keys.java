package org.panderm4j.weights.mapping;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
        Map<String, TensorSource> stripped = new LinkedHashMap<>();
        tensors.forEach(
                (key, tensor) -> stripped.put(key.startsWith(MODULE) ? key.substring(MODULE.length()) : key, tensor));
        return new Keys(stripped);
    }

    /** The same tensors under the names of a family's table. */
    Keys renamed(KeyTable table) {
        Map<String, TensorSource> renamed = new LinkedHashMap<>();
        tensors.forEach((key, tensor) -> renamed.put(table.renamed(key), tensor));
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
