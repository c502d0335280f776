package org.panderm4j.weights.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The cache on disk, shared with the Hugging Face tools.
 *
 * <p>A model is a folder {@code models--OWNER--NAME}: {@code blobs} holds each file under its entity tag, {@code snapshots}
 * one folder a commit with relative links to the blobs, {@code refs} the commit of each branch or tag, {@code .no_exist}
 * the files known to be missing. Source: huggingface.co/docs/hub/local-cache.
 */
public final class HubCache {
    private final Path root;
    private final SnapshotLink link;

    /** The cache in a folder that need not exist yet. */
    public HubCache(Path root) {
        this(root, SnapshotLink.OF_SYSTEM);
    }

    HubCache(Path root, SnapshotLink link) {
        this.root = root;
        this.link = link;
    }

    /** The folder that holds the models. */
    public Path root() {
        return root;
    }

    /** Models of which the cache holds at least one file, in the order of their folders. */
    public List<HubModelId> models() throws IOException {
        List<HubModelId> found = CacheFiles.names(root).stream()
                .map(CacheFolder::model)
                .flatMap(Optional::stream)
                .toList();
        List<HubModelId> filled = new ArrayList<>();
        for (HubModelId id : found) {
            Path snapshots = folder(id).root().resolve("snapshots");
            if (!CacheFiles.filesUnder(snapshots).isEmpty()) {
                filled.add(id);
            }
        }
        return List.copyOf(filled);
    }

    /** The commit that the revision meant when the hub was last asked; empty if it never was. */
    public Optional<String> commit(HubModelId id) throws IOException {
        if (id.isPinned()) {
            return Optional.of(id.revision());
        }
        Path reference = folder(id).reference(id.revision());
        if (!Files.isRegularFile(reference)) {
            return Optional.empty();
        }
        return Optional.of(Files.readString(reference).strip()).filter(HubNames::isCommit);
    }

    /** The folder of the revision with its files under their own names; empty if nothing of it is there. */
    public Optional<Path> snapshot(HubModelId id) throws IOException {
        return commit(id).map(folder(id)::snapshot).filter(Files::isDirectory);
    }

    /**
     * A file of the revision; empty if it is not in the cache.
     *
     * @throws IllegalArgumentException when the name could lead out of the model's folder
     */
    public Optional<Path> find(HubModelId id, String fileName) throws IOException {
        HubNames.checkFileName(fileName);
        // A link whose blob was deleted counts as missing.
        return snapshot(id).map(folder -> folder.resolve(fileName)).filter(Files::isRegularFile);
    }

    /** Names of the files of the revision that are in the cache, in order. */
    public List<String> files(HubModelId id) throws IOException {
        Optional<Path> snapshot = snapshot(id);
        return snapshot.isEmpty() ? List.of() : CacheFiles.filesUnder(snapshot.get());
    }

    /** Whether the hub has once answered that the revision holds no such file. */
    public boolean isKnownAbsent(HubModelId id, String fileName) throws IOException {
        HubNames.checkFileName(fileName);
        return commit(id)
                .filter(commit -> Files.exists(folder(id).absent(commit, fileName)))
                .isPresent();
    }

    /** Remembers what a branch or tag points to. */
    void recordCommit(HubModelId id, String commit) throws IOException {
        if (!id.isPinned() && !commit(id).equals(Optional.of(commit))) {
            CacheFiles.write(folder(id).reference(id.revision()), commit);
        }
    }

    /** Remembers that a commit has no such file. */
    void recordAbsent(HubModelId id, String commit, String fileName) throws IOException {
        Path mark = folder(id).absent(commit, fileName);
        if (!Files.exists(mark)) {
            CacheFiles.write(mark, "");
        }
    }

    /** Shows a blob under the name of a file; returns the path of that file. */
    Path place(HubModelId id, FileMetadata file, boolean owned) throws IOException {
        CacheFolder folder = folder(id);
        Path path = folder.snapshot(file.commit()).resolve(file.name());
        link.place(path, folder.blob(file.etag()), owned);
        return path;
    }

    CacheFolder folder(HubModelId id) {
        return CacheFolder.of(root, id);
    }
}
