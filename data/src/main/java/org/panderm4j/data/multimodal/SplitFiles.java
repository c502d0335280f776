package org.panderm4j.data.multimodal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.panderm4j.data.table.Split;

/** Files of the splits, in a folder {@code meta} of a data set or in the data set's folder itself. */
final class SplitFiles {
    private SplitFiles() {}

    /**
     * Those there are.
     *
     * @param names of the files of train, val and test
     */
    static Map<Split, Path> in(Path data, List<String> names) {
        Map<Split, Path> found = new EnumMap<>(Split.class);
        for (Path folder : List.of(data.resolve("meta"), data)) {
            Iterator<String> name = names.iterator();
            for (Split split : Split.values()) {
                Path file = folder.resolve(name.next());
                if (Files.isRegularFile(file)) {
                    found.putIfAbsent(split, file);
                }
            }
        }
        return found;
    }

    /**
     * Those there are.
     *
     * @throws IOException naming the folder and the files when there is none
     */
    static Map<Split, Path> require(Path data, List<String> names, String otherwise) throws IOException {
        Map<Split, Path> found = in(data, names);
        if (found.isEmpty()) {
            throw new IOException(data + ": expected " + String.join(", ", names)
                    + " in the folder or in its folder meta" + otherwise + ", found none of them");
        }
        return found;
    }
}
