package org.panderm4j.weights.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.panderm4j.weights.checkpoint.Rename;

/** Brings one blob under its final name: enough room, all bytes, the right digest, then a rename. */
record BlobDownload(HubApi api, HubProgress progress, RetryPolicy policy) {
    /** Downloads the blob; the caller holds its lock. */
    void run(HubModelId id, FileMetadata file, CacheFolder folder) throws IOException {
        Path partial = folder.partial(file.etag());
        Files.createDirectories(partial.getParent());
        checkSpace(id, file, partial);
        new FileTransfer(api, progress, id, file, partial).run(new Retries(policy, progress, id, file.name()));
        checkDigest(id, file, partial);
        Rename.of(partial, folder.blob(file.etag()));
    }

    private static void checkSpace(HubModelId id, FileMetadata file, Path partial) throws IOException {
        long there = Files.exists(partial) ? Files.size(partial) : 0;
        long free = partial.getParent().toFile().getUsableSpace();
        // Some network disks tell nothing.
        if (free > 0 && file.size() - there > free) {
            throw new HubException(
                    HubException.Reason.DISK,
                    "model " + id + ": " + file.name() + " needs " + (file.size() - there) + " more bytes in "
                            + partial.getParent() + ", free are " + free + "; make room or set HF_HUB_CACHE elsewhere");
        }
    }

    private static void checkDigest(HubModelId id, FileMetadata file, Path partial) throws IOException {
        Optional<String> digest = FileDigest.of(partial, file.etag());
        if (digest.isPresent() && !digest.get().equals(file.etag())) {
            Files.delete(partial);
            throw new HubException(
                    HubException.Reason.DAMAGED,
                    "model " + id + ": " + file.name() + " came damaged, its digest should be " + file.etag()
                            + " and is " + digest.get() + "; it was removed, fetch it again");
        }
    }
}
