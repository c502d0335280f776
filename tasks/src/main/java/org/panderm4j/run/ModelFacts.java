package org.panderm4j.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The facts about a run's model; its digest is taken while the run is working. */
public final class ModelFacts {
    private final CompletableFuture<String> digest;
    private final Map<String, String> versions;

    private ModelFacts(CompletableFuture<String> digest, Map<String, String> versions) {
        this.digest = digest;
        this.versions = versions;
    }

    /**
     * Begins to read the weights.
     *
     * @param files of the weights, all of them: the index of shards alone is the same for many models
     */
    public static ModelFacts of(List<Path> files, Map<String, String> versions) {
        CompletableFuture<String> digest = CompletableFuture.supplyAsync(() -> {
            try {
                return Digests.ofFiles(files);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return new ModelFacts(digest, versions);
    }

    /** Waits for the digest. */
    public RunFacts get() throws IOException {
        return get(Map.of());
    }

    /** The same, with further digests by role. */
    public RunFacts get(Map<String, String> more) throws IOException {
        try {
            Map<String, String> digests = new TreeMap<>(more);
            digests.put("model", digest.join());
            return new RunFacts(versions, digests);
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException unreadable) {
                throw unreadable.getCause();
            }
            throw e;
        }
    }
}
