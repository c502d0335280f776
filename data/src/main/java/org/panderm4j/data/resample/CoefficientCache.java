package org.panderm4j.data.resample;

import java.util.LinkedHashMap;
import java.util.Map;

/** The most recently used weight tables: the pictures of one data set share a few sizes. */
final class CoefficientCache {
    private static final int ENTRIES = 64;
    private static final CoefficientCache SHARED = new CoefficientCache();

    private final Map<Key, Coefficients> tables = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Coefficients> eldest) {
            return size() > ENTRIES;
        }
    };

    private record Key(int in, int out, int from, int count, Filter filter) {}

    private CoefficientCache() {}

    static Coefficients columns(int in, Sizing sizing, Filter filter) {
        return SHARED.find(new Key(in, sizing.width(), sizing.left(), sizing.cropWidth(), filter));
    }

    static Coefficients rows(int in, Sizing sizing, Filter filter) {
        return SHARED.find(new Key(in, sizing.height(), sizing.top(), sizing.cropHeight(), filter));
    }

    private Coefficients find(Key key) {
        synchronized (tables) {
            Coefficients found = tables.get(key);
            if (found != null) {
                return found;
            }
        }
        // Built outside of the lock: a second thread may build the same table, which costs less than waiting.
        Coefficients built = new Coefficients(key.in, key.out, key.from, key.count, key.filter);
        synchronized (tables) {
            tables.put(key, built);
        }
        return built;
    }
}
