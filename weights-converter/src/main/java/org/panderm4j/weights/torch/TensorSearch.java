package org.panderm4j.weights.torch;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/** Whether there is a tensor anywhere in nested dictionaries; each is looked at once, so that cycles end. */
final class TensorSearch {
    private TensorSearch() {}

    static boolean finds(Map<?, ?> top) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Map<?, ?>> open = new ArrayDeque<>();
        open.push(top);
        while (!open.isEmpty()) {
            Map<?, ?> map = open.pop();
            if (seen.add(map)) {
                for (Object value : map.values()) {
                    if (value instanceof TensorView) {
                        return true;
                    }
                    if (value instanceof Map<?, ?> inner) {
                        open.push(inner);
                    } else if (value instanceof Inert inert && inert.isScriptModule()) {
                        open.push(inert.attributes());
                    }
                }
            }
        }
        return false;
    }
}
