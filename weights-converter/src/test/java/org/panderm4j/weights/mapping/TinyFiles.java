package org.panderm4j.weights.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;

/** Small checkpoints of every family as files, for tests of other packages. */
public final class TinyFiles {
    private TinyFiles() {}

    /** Writes the small checkpoint of a family. */
    public static Path write(String family, Path file) throws IOException {
        return TinyModels.ALL.get(family).apply(1).write(file);
    }

    /** What {@code --arch} has to say of it. */
    public static JsonNode arch(String family) {
        return Configs.json(TinyModels.arch(family));
    }
}
