package org.panderm4j.weights.hub;

import java.nio.file.Path;
import java.util.Optional;

/** Where the things of one model lie in the cache; the layout is that of the Hugging Face tools. */
record CacheFolder(Path cache, String folder) {
    private static final String PREFIX = "models--";
    private static final String SEPARATOR = "--";

    static CacheFolder of(Path cache, HubModelId id) {
        return new CacheFolder(cache, PREFIX + id.owner() + SEPARATOR + id.name());
    }

    /** The model that a folder of the cache belongs to; empty for data sets, spaces and models without an owner. */
    static Optional<HubModelId> model(String folder) {
        String[] parts = folder.split(SEPARATOR, -1);
        boolean model = folder.startsWith(PREFIX) && parts.length == 3;
        if (!model || !HubNames.isNamePart(parts[1]) || !HubNames.isNamePart(parts[2])) {
            return Optional.empty();
        }
        return Optional.of(new HubModelId(parts[1], parts[2], HubModelId.MAIN));
    }

    Path root() {
        return cache.resolve(folder);
    }

    /** Holds the commit that a branch or tag pointed to when the hub was last asked. */
    Path reference(String revision) {
        return root().resolve("refs").resolve(revision);
    }

    Path snapshot(String commit) {
        return root().resolve("snapshots").resolve(commit);
    }

    /** An empty file here tells that the model has no such file at this commit. */
    Path absent(String commit, String fileName) {
        return root().resolve(".no_exist").resolve(commit).resolve(fileName);
    }

    Path blob(String etag) {
        return root().resolve("blobs").resolve(etag);
    }

    /**
     * What has come of a blob so far. The name is not the one of the Hugging Face tools: their newer downloads fill a file
     * out of order, so its length would not tell where to go on.
     */
    Path partial(String etag) {
        return root().resolve("blobs").resolve(etag + ".panderm4j.incomplete");
    }

    Path lock(String etag) {
        return cache.resolve(".locks").resolve(folder).resolve(etag + ".lock");
    }
}
