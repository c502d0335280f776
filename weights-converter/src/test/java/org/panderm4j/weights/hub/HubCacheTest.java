package org.panderm4j.weights.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Folders are laid out by hand here, as the Hugging Face tools lay them, and looked at by hand. */
class HubCacheTest {
    private static final HubModelId MODEL = HubModelId.parse("lab/derm");
    private static final HubModelId PINNED = MODEL.withRevision(FakeModel.COMMIT);
    private static final String TAG = "7cb18dc9bafbfcf74629a4b760af1b160957a83e";

    @TempDir
    private Path root;

    private Path model;
    private HubCache cache;

    @BeforeEach
    void layOut() throws IOException {
        model = root.resolve("models--lab--derm");
        cache = new HubCache(root);
        Files.createDirectories(model.resolve("blobs"));
        Files.createDirectories(model.resolve("refs/refs/pr"));
        Files.writeString(model.resolve("blobs").resolve(TAG), "hello");
        Files.writeString(model.resolve("refs/main"), FakeModel.COMMIT);
        Files.writeString(model.resolve("refs/refs/pr/1"), FakeModel.COMMIT + "\n");
        Path snapshot = Files.createDirectories(model.resolve("snapshots").resolve(FakeModel.COMMIT));
        Files.createDirectories(snapshot.resolve("text"));
        link(snapshot.resolve("config.json"), "../../blobs/" + TAG);
        link(snapshot.resolve("text/vocab.txt"), "../../../blobs/" + TAG);
        link(snapshot.resolve("gone.bin"), "../../blobs/gone");
        Path absent = Files.createDirectories(model.resolve(".no_exist").resolve(FakeModel.COMMIT));
        Files.createFile(absent.resolve("optional.json"));
    }

    @Test
    void findsFilesByBranchPullRequestAndCommit() throws IOException {
        for (HubModelId id : new HubModelId[] {MODEL, MODEL.withRevision("refs/pr/1"), PINNED}) {
            assertThat(cache.commit(id)).hasValue(FakeModel.COMMIT);
            assertThat(cache.find(id, "config.json"))
                    .get()
                    .satisfies(file -> assertThat(file).hasContent("hello").hasFileName("config.json"));
            assertThat(cache.find(id, "text/vocab.txt"))
                    .get()
                    .satisfies(file -> assertThat(file).hasContent("hello"));
            assertThat(cache.find(id, "other.json")).isEmpty();
            assertThat(cache.files(id)).containsExactly("config.json", "text/vocab.txt");
        }
        assertThat(cache.find(MODEL.withRevision("v2"), "config.json")).isEmpty();
        assertThat(cache.find(MODEL.withRevision(FakeModel.LATER), "config.json"))
                .isEmpty();
    }

    @Test
    void takesALinkToADeletedBlobForMissing() throws IOException {
        assertThat(cache.find(MODEL, "gone.bin")).isEmpty();
    }

    @Test
    void knowsWhatTheModelLacks() throws IOException {
        assertThat(cache.isKnownAbsent(MODEL, "optional.json")).isTrue();
        assertThat(cache.isKnownAbsent(MODEL, "config.json")).isFalse();
        cache.recordAbsent(MODEL, FakeModel.LATER, "sub/other.json");
        assertThat(model.resolve(".no_exist").resolve(FakeModel.LATER).resolve("sub/other.json"))
                .isEmptyFile();
    }

    @Test
    void ignoresADamagedReference() throws IOException {
        Files.writeString(model.resolve("refs/main"), "../../..");
        assertThat(cache.commit(MODEL)).isEmpty();
        assertThat(cache.find(MODEL, "config.json")).isEmpty();
    }

    @Test
    void listsModelsThatHoldFiles() throws IOException {
        Files.createDirectories(root.resolve("models--lab--empty/snapshots"));
        Files.createDirectories(root.resolve("datasets--lab--derm/snapshots/x/y"));
        Files.createDirectories(root.resolve(".locks/models--lab--derm"));
        assertThat(cache.models()).containsExactly(MODEL);
        assertThat(new HubCache(root.resolve("none")).models()).isEmpty();
    }

    @Test
    void writesReferencesWithoutALineEnd() throws IOException {
        cache.recordCommit(MODEL.withRevision("refs/pr/2"), FakeModel.LATER);
        cache.recordCommit(PINNED, FakeModel.COMMIT);
        assertThat(Files.readString(model.resolve("refs/refs/pr/2"))).isEqualTo(FakeModel.LATER);
        assertThat(model.resolve("refs").resolve(FakeModel.COMMIT)).doesNotExist();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void placesBlobsAsRelativeLinks() throws IOException {
        cache.place(MODEL, new FileMetadata("deep/er/x.txt", FakeModel.LATER, TAG, 5), true);
        Path file = model.resolve("snapshots").resolve(FakeModel.LATER).resolve("deep/er/x.txt");
        assertThat(Files.readSymbolicLink(file)).isEqualTo(Path.of("../../../../blobs/" + TAG));
        assertThat(file).hasContent("hello");
    }

    @Test
    void replacesALinkToADeletedBlob() throws IOException {
        Path file = cache.place(MODEL, new FileMetadata("gone.bin", FakeModel.COMMIT, TAG, 5), false);
        assertThat(file).hasContent("hello");
    }

    @Test
    void copiesBlobsWhereLinksAreNotPossible() throws IOException {
        HubCache linkless = new HubCache(root, new SnapshotLink((link, target) -> {
            throw new FileSystemException(link.toString(), null, "no links here");
        }));
        Path file = linkless.place(MODEL, new FileMetadata("a.txt", FakeModel.LATER, TAG, 5), false);
        assertThat(file).hasContent("hello").matches(f -> !Files.isSymbolicLink(f));
        assertThat(model.resolve("blobs").resolve(TAG)).exists();
        file = linkless.place(MODEL, new FileMetadata("b.txt", FakeModel.LATER, TAG, 5), true);
        assertThat(file).hasContent("hello").matches(f -> !Files.isSymbolicLink(f));
        assertThat(model.resolve("blobs").resolve(TAG)).doesNotExist();
        assertThat(linkless.files(MODEL.withRevision(FakeModel.LATER))).containsExactly("a.txt", "b.txt");
    }

    /** Where the system has no links, their tools leave plain files. */
    private void link(Path link, String target) throws IOException {
        try {
            Files.createSymbolicLink(link, Path.of(target));
        } catch (IOException | UnsupportedOperationException e) {
            Path file = link.getParent().resolve(target);
            if (Files.exists(file)) {
                Files.copy(file, link);
            }
        }
    }
}
