package org.panderm4j.data.pair;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which pairs came from which source.
 *
 * @param names of the sources, in the order in which they first appear
 * @param members the numbers of each source's pairs, rising; as many arrays as names, none empty
 */
public record SourceGroups(List<String> names, List<int[]> members) {
    public SourceGroups {
        names = List.copyOf(names);
        members = List.copyOf(members);
    }

    /**
     * Groups the pairs by {@link Pair#source()}.
     *
     * @throws IOException when a pair does not name its source
     */
    public static SourceGroups of(PairSource pairs) throws IOException {
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.at(i);
            if (pair.source().isEmpty()) {
                throw new IOException(
                        pair.origin() + ": expected the name of its source, found none; fill in the column"
                                + " (or JSON field) \"source\", or sample without balancing sources");
            }
            groups.computeIfAbsent(pair.source().get(), name -> new ArrayList<>())
                    .add(i);
        }
        List<int[]> members = groups.values().stream()
                .map(group -> group.stream().mapToInt(Integer::intValue).toArray())
                .toList();
        return new SourceGroups(List.copyOf(groups.keySet()), members);
    }
}
