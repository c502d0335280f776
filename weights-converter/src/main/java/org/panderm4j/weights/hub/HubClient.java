package org.panderm4j.weights.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Brings files of models from a hub into the cache; safe for use by several threads.
 *
 * <p>An interrupt ends a download with {@link java.io.InterruptedIOException}; what has come is kept, and the next call
 * goes on from there.
 */
public final class HubClient {
    private final HubSettings settings;
    private final HubProgress progress;
    private final RetryPolicy policy;
    private final HubCache cache;
    private final HubApi api;
    private final BlobDownload download;

    /** A client without progress. */
    public HubClient(HubSettings settings) {
        this(settings, HubProgress.NONE);
    }

    /** A client that tells a listener what it does. */
    public HubClient(HubSettings settings, HubProgress progress) {
        this(settings, progress, RetryPolicy.DEFAULT, new HubCache(settings.cache()));
    }

    HubClient(HubSettings settings, HubProgress progress, RetryPolicy policy, HubCache cache) {
        this.settings = settings;
        this.progress = progress;
        this.policy = policy;
        this.cache = cache;
        this.api = new HubApi(settings, new HubHttp(settings, policy));
        this.download = new BlobDownload(api, progress, policy);
    }

    /** The cache that this client fills. */
    public HubCache cache() {
        return cache;
    }

    /** The settings that this client was made with. */
    public HubSettings settings() {
        return settings;
    }

    /** Whether at least one file of the revision is in the cache. */
    public boolean cached(HubModelId id) throws IOException {
        return !cache.files(id).isEmpty();
    }

    /** Whether the file is in the cache, as far as the cache knows the revision. */
    public boolean cached(HubModelId id, String fileName) throws IOException {
        return cache.find(id, fileName).isPresent();
    }

    /**
     * A file of a model, from the cache or else from the hub.
     *
     * <p>A commit that is in the cache needs no request; a branch or tag needs one, and when that fails the copy in the
     * cache is given.
     *
     * @throws HubException when neither has it; the message says what to do
     * @throws IllegalArgumentException when the name could lead out of the model's folder
     */
    public Path fetch(HubModelId id, String fileName) throws IOException {
        Optional<Path> found = cache.find(id, fileName);
        if (found.isPresent() && (id.isPinned() || settings.offline())) {
            return found.get();
        }
        if ((id.isPinned() || settings.offline()) && cache.isKnownAbsent(id, fileName)) {
            throw new AbsentFileException(
                    "model " + id + " has no file " + fileName + "; check the name", cache.commit(id));
        }
        if (settings.offline()) {
            throw missing(id, fileName);
        }
        Optional<FileMetadata> file = describe(id, fileName, found);
        return file.isEmpty() ? found.orElseThrow() : obtain(id, file.get());
    }

    /**
     * A file that a model may lack; empty if it does.
     *
     * <p>Offline, a file that is not in the snapshot counts as lacking when the snapshot holds other files.
     *
     * @throws HubException when the model does not exist, is refused, or nothing of it can be had
     */
    public Optional<Path> fetchIfPresent(HubModelId id, String fileName) throws IOException {
        try {
            return Optional.of(fetch(id, fileName));
        } catch (HubException e) {
            boolean lacking = e.reason() == HubException.Reason.NO_FILE
                    || (e.reason() == HubException.Reason.OFFLINE && cached(id));
            if (lacking) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Names of all files of a model, with slashes, in the hub's order; offline, those in the cache.
     *
     * @throws HubException when the hub does not tell, or when offline and nothing of the model is in the cache
     */
    public List<String> listFiles(HubModelId id) throws IOException {
        if (settings.offline()) {
            List<String> names = cache.files(id);
            if (names.isEmpty()) {
                throw missing(id, "any file");
            }
            return names;
        }
        return new Retries(policy, progress, id, "the list of files").run(() -> api.list(id));
    }

    /** Asks the hub; empty if it gives no answer and the cache has a copy to fall back on. */
    private Optional<FileMetadata> describe(HubModelId id, String fileName, Optional<Path> found) throws IOException {
        // With a copy at hand nobody wants to wait for a hub that is away.
        RetryPolicy patience = found.isPresent() ? policy.withAttempts(1) : policy;
        try {
            FileMetadata file = new Retries(patience, progress, id, fileName).run(() -> api.describe(id, fileName));
            cache.recordCommit(id, file.commit());
            return Optional.of(file);
        } catch (AbsentFileException e) {
            if (e.commit().isPresent()) {
                cache.recordAbsent(id, e.commit().get(), fileName);
                cache.recordCommit(id, e.commit().get());
            }
            throw e;
        } catch (HubException e) {
            if (found.isEmpty()) {
                throw e;
            }
            progress.usingCached(id, fileName, e.getMessage());
            return Optional.empty();
        }
    }

    /** The file at a commit: it is there, or its blob is there for another commit, or it is downloaded. */
    private Path obtain(HubModelId id, FileMetadata file) throws IOException {
        Optional<Path> there = cache.find(id.withRevision(file.commit()), file.name());
        if (there.isPresent()) {
            return there.get();
        }
        return CacheLock.hold(cache.folder(id).lock(file.etag()), () -> obtainAlone(id, file));
    }

    private Path obtainAlone(HubModelId id, FileMetadata file) throws IOException {
        // Another thread or process may have brought it while this one waited.
        Optional<Path> there = cache.find(id.withRevision(file.commit()), file.name());
        if (there.isPresent()) {
            return there.get();
        }
        CacheFolder folder = cache.folder(id);
        boolean known = isWhole(folder.blob(file.etag()), file);
        if (!known) {
            download.run(id, file, folder);
        }
        return cache.place(id, file, !known);
    }

    private static boolean isWhole(Path blob, FileMetadata file) throws IOException {
        return Files.isRegularFile(blob) && (!file.hasSize() || Files.size(blob) == file.size());
    }

    private HubException missing(HubModelId id, String fileName) {
        return new HubException(
                HubException.Reason.OFFLINE,
                "model " + id + ": " + fileName + " is not in the cache " + cache.root()
                        + " and the hub is not asked; run once without --offline and HF_HUB_OFFLINE, or set HF_HUB_CACHE"
                        + " to a cache that has it");
    }
}
