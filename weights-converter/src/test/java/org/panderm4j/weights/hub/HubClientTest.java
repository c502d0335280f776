package org.panderm4j.weights.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.weights.hub.HubException.Reason;
import org.panderm4j.weights.hub.TestServer.Reply;
import org.panderm4j.weights.hub.TestServer.Request;

class HubClientTest extends HubFixture {
    @Test
    void laysAFileOutAsTheHubToolsDo() throws IOException {
        Path file = client().fetch(ID, CONFIG);
        assertThat(file).hasBinaryContent(config);
        assertThat(file)
                .isEqualTo(
                        modelFolder().resolve("snapshots/" + FakeModel.COMMIT).resolve(CONFIG));
        assertThat(blob(CONFIG)).hasBinaryContent(config);
        assertThat(modelFolder().resolve("refs/main")).content().isEqualTo(FakeModel.COMMIT);
        assertThat(cacheFolder.resolve(".locks/models--lab--derm/" + model.etag(CONFIG) + ".lock"))
                .exists();
        assertThat(CacheFiles.names(modelFolder().resolve("blobs"))).containsExactly(model.etag(CONFIG));
        assertThat(Files.isSymbolicLink(file)).isTrue();
        assertThat(hub.requests()).extracting(r -> r.header("Accept-Encoding")).containsOnly("identity");
        assertThat(hub.requests()).allMatch(r -> r.header("Authorization") == null);
    }

    @Test
    void downloadsAFileOnce() throws IOException {
        client().fetch(ID, WEIGHTS);
        Path file = client().fetch(ID, WEIGHTS);
        assertThat(file).hasBinaryContent(weights);
        assertThat(hub.gets()).hasSize(1);
        int asked = hub.requests().size();
        assertThat(client().fetch(ID.withRevision(FakeModel.COMMIT), WEIGHTS)).isEqualTo(file);
        assertThat(hub.requests()).hasSize(asked);
        assertThat(client().cached(ID)).isTrue();
        assertThat(client().cached(ID, WEIGHTS)).isTrue();
        assertThat(client().cached(ID, CONFIG)).isFalse();
    }

    @Test
    void followsABranchAndSharesEqualFiles() throws IOException {
        Path first = client().fetch(ID, WEIGHTS);
        model.moveTo(FakeModel.LATER);
        Path second = client().fetch(ID, WEIGHTS);
        assertThat(second).hasBinaryContent(weights).isNotEqualTo(first);
        assertThat(first).hasBinaryContent(weights);
        assertThat(hub.gets()).hasSize(1);
        assertThat(modelFolder().resolve("refs/main")).content().isEqualTo(FakeModel.LATER);
    }

    @Test
    void pinsARevision() throws IOException {
        Path file = client().fetch(ID.withRevision("refs/pr/1"), CONFIG);
        assertThat(file).hasBinaryContent(config);
        assertThat(hub.requests().get(0).path()).isEqualTo("/lab/derm/resolve/refs%2Fpr%2F1/sub/config.json");
        assertThat(hub.gets().get(0).path()).isEqualTo("/lab/derm/resolve/" + FakeModel.COMMIT + "/sub/config.json");
        assertThat(modelFolder().resolve("refs/refs/pr/1")).content().isEqualTo(FakeModel.COMMIT);
        client().fetch(ID.withRevision(FakeModel.COMMIT), WEIGHTS);
        assertThat(modelFolder().resolve("refs").resolve(FakeModel.COMMIT)).doesNotExist();
    }

    @Test
    void keepsTheTokenFromOtherHosts() throws IOException {
        try (TestServer cdn = new TestServer(r -> FakeModel.body(r, weights))) {
            hub.answer(r -> Reply.status(
                    302,
                    "Location",
                    cdn.uri() + "/blob?signature=x%2Fy",
                    "X-Repo-Commit",
                    FakeModel.COMMIT,
                    "X-Linked-Etag",
                    "\"" + model.etag(WEIGHTS) + "\"",
                    "X-Linked-Size",
                    String.valueOf(weights.length),
                    "ETag",
                    "\"of-the-redirect\""));
            assertThat(client(settings("hf_secret"), HubProgress.NONE).fetch(ID, WEIGHTS))
                    .hasBinaryContent(weights);
            assertThat(hub.requests()).allMatch(r -> r.header("Authorization").equals("Bearer hf_secret"));
            assertThat(cdn.requests()).extracting(Request::method).containsExactly("GET");
            assertThat(cdn.requests().get(0).path()).isEqualTo("/blob?signature=x%2Fy");
            assertThat(cdn.requests().get(0).header("Authorization")).isNull();
            assertThat(blob(WEIGHTS)).exists();
        }
    }

    @Test
    void followsARenamedModel() throws IOException {
        FakeModel renamed = new FakeModel("lab/new-name").small(CONFIG, config);
        hub.answer(r -> r.path().startsWith("/lab/derm/")
                ? Reply.status(307, "Location", r.path().replace("lab/derm", "lab/new-name"))
                : renamed.serve(r));
        assertThat(client(settings("hf_secret"), HubProgress.NONE).fetch(ID, CONFIG))
                .hasBinaryContent(config);
        assertThat(hub.requests()).hasSize(4).allMatch(r -> r.header("Authorization") != null);
        assertThat(modelFolder()).exists();
    }

    @Test
    void givesUpOnAnEndlessRedirect() {
        hub.answer(r -> Reply.status(302, "Location", r.path() + "x"));
        assertThatThrownBy(() -> client().fetch(ID, CONFIG))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("redirects more than");
    }

    @Test
    void usesAMirrorUnderAPath() throws IOException {
        hub.answer(r -> model.serve(new Request(r.method(), r.path().replaceFirst("^/proxy/hub", ""), r.headers())));
        HubSettings mirror = HubSettings.fromEnvironment(
                Map.of("HF_ENDPOINT", hub.uri() + "/proxy/hub/", "HF_HUB_CACHE", cacheFolder.toString()));
        assertThat(client(mirror, HubProgress.NONE).fetch(ID, CONFIG)).hasBinaryContent(config);
        assertThat(hub.requests()).allMatch(r -> r.path().startsWith("/proxy/hub/lab/derm/resolve/"));
    }

    @Test
    void sendsTheTokenOfTheFile() throws IOException {
        Path token = Files.writeString(cacheFolder.resolve("token"), "hf_stored\n");
        HubSettings settings = HubSettings.fromEnvironment(Map.of(
                "HF_TOKEN_PATH", token.toString(),
                "HF_ENDPOINT", hub.uri().toString(),
                "HF_HUB_CACHE", cacheFolder.toString()));
        client(settings, HubProgress.NONE).fetch(ID, CONFIG);
        assertThat(hub.requests()).allMatch(r -> r.header("Authorization").equals("Bearer hf_stored"));
    }

    @Test
    void tellsWhatAPrivateModelNeeds() {
        hub.answer(r -> Reply.status(401, "X-Error-Code", "RepoNotFound", "X-Error-Message", "Invalid username"));
        HubException e = failure(client(), CONFIG);
        assertThat(e.reason()).isEqualTo(Reason.DENIED);
        assertThat(e)
                .hasMessageContaining("private")
                .hasMessageContaining("HF_TOKEN")
                .hasMessageContaining(CONFIG);
        assertThat(waits).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void tellsWhatAGatedModelNeeds(int status) {
        hub.answer(r -> Reply.status(status, "X-Error-Code", "GatedRepo"));
        HubException e = failure(client(settings("hf_secret"), HubProgress.NONE), WEIGHTS);
        assertThat(e.reason()).isEqualTo(Reason.DENIED);
        assertThat(e)
                .hasMessageContaining("accept its licence at " + hub.uri() + "/lab/derm")
                .hasMessageContaining("HF_TOKEN")
                .hasMessageNotContaining("hf_secret");
    }

    @Test
    void namesTheMissingModel() {
        hub.answer(r -> Reply.status(404, "X-Error-Code", "RepoNotFound"));
        HubException e = failure(client(), CONFIG);
        assertThat(e.reason()).isEqualTo(Reason.NO_MODEL);
        assertThat(e).hasMessageContaining("does not exist").hasMessageContaining(CONFIG);
        assertThatThrownBy(() -> client().fetchIfPresent(ID, CONFIG)).isInstanceOf(HubException.class);
        hub.answer(r -> Reply.status(404, "X-Error-Code", "RevisionNotFound"));
        assertThat(failure(client(), CONFIG)).hasMessageContaining("no revision 'main'");
    }

    @Test
    void namesTheMissingFileAndRemembersIt() throws IOException {
        HubException e = failure(client(), "other.json");
        assertThat(e.reason()).isEqualTo(Reason.NO_FILE);
        assertThat(e).hasMessageContaining("other.json");
        assertThat(modelFolder().resolve(".no_exist/" + FakeModel.COMMIT + "/other.json"))
                .isEmptyFile();
        assertThat(modelFolder().resolve("refs/main")).content().isEqualTo(FakeModel.COMMIT);
        assertThat(client().fetchIfPresent(ID, "other.json")).isEmpty();
        assertThat(client().fetchIfPresent(ID, CONFIG)).isPresent();
        int asked = hub.requests().size();
        assertThat(client().fetchIfPresent(ID.withRevision(FakeModel.COMMIT), "other.json"))
                .isEmpty();
        assertThat(hub.requests()).hasSize(asked);
    }

    @Test
    void namesBothWhereTheHubDoesNotSayWhich() {
        hub.answer(r -> Reply.status(404));
        assertThat(failure(client(), CONFIG)).hasMessageContaining(CONFIG).hasMessageContaining("no such model");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void waitsAsLongAsTheHubAsks(int status) throws IOException {
        List<Reply> first = new ArrayList<>(
                List.of(Reply.status(status, "Retry-After", "7"), Reply.status(status, "Retry-After", "100000")));
        hub.answer(r -> first.isEmpty() ? model.serve(r) : first.remove(0));
        assertThat(client().fetch(ID, CONFIG)).hasBinaryContent(config);
        assertThat(waits).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(60));
    }

    @Test
    void waitsUntilADate() throws IOException {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(30));
        List<Reply> first = new ArrayList<>(List.of(Reply.status(429, "Retry-After", date)));
        hub.answer(r -> first.isEmpty() ? model.serve(r) : first.remove(0));
        client().fetch(ID, CONFIG);
        assertThat(waits).hasSize(1);
        assertThat(waits.get(0)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(31));
    }

    @Test
    void givesUpOnAnIllHub() {
        hub.answer(r -> Reply.status(500));
        HubException e = failure(client(), CONFIG);
        assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(e).hasMessageContaining("4 attempts").hasMessageContaining("status 500");
        assertThat(waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    }

    @Test
    void refusesWhatIsNoHub() {
        hub.answer(r -> Reply.of(200, Map.of("ETag", "\"x\""), config));
        assertThat(failure(client(), CONFIG).reason()).isEqualTo(Reason.UNEXPECTED);
        hub.answer(r -> Reply.of(200, Map.of("X-Repo-Commit", FakeModel.COMMIT, "ETag", "\"../../x\""), config));
        assertThat(failure(client(), CONFIG)).hasMessageContaining("HF_ENDPOINT");
        hub.answer(r -> Reply.status(418, "X-Error-Message", "short\tand stout"));
        assertThat(failure(client(), CONFIG)).hasMessageContaining("418").hasMessageContaining("short and stout");
        assertThat(modelFolder()).doesNotExist();
    }

    @Test
    void worksOffline() throws IOException {
        Path file = client().fetch(ID, CONFIG);
        int asked = hub.requests().size();
        HubClient offline = client(settings().withOffline(true), HubProgress.NONE);
        assertThat(offline.fetch(ID, CONFIG)).isEqualTo(file);
        assertThat(offline.fetchIfPresent(ID, WEIGHTS)).isEmpty();
        assertThat(offline.listFiles(ID)).containsExactly(CONFIG);
        HubException e = failure(offline, WEIGHTS);
        assertThat(e.reason()).isEqualTo(Reason.OFFLINE);
        assertThat(e)
                .hasMessageContaining(WEIGHTS)
                .hasMessageContaining(cacheFolder.toString())
                .hasMessageContaining("--offline");
        HubModelId other = HubModelId.parse("lab/other");
        assertThatThrownBy(() -> offline.fetchIfPresent(other, CONFIG)).hasMessageContaining("lab/other");
        assertThatThrownBy(() -> offline.listFiles(other)).hasMessageContaining("lab/other");
        assertThat(hub.requests()).hasSize(asked);
    }

    @Test
    void fallsBackOnTheCacheWhenTheHubIsAway() throws IOException {
        Path file = client().fetch(ID, CONFIG);
        List<String> told = new ArrayList<>();
        HubProgress progress = new HubProgress() {
            @Override
            public void transferred(HubModelId id, String fileName, long done, long total) {}

            @Override
            public void usingCached(HubModelId id, String fileName, String why) {
                told.add(fileName);
            }
        };
        hub.answer(r -> Reply.status(503));
        assertThat(client(settings(), progress).fetch(ID, CONFIG)).isEqualTo(file);
        hub.close();
        assertThat(client(settings(), progress).fetch(ID, CONFIG)).isEqualTo(file);
        assertThat(told).containsExactly(CONFIG, CONFIG);
        assertThat(waits).isEmpty();
        HubException e = failure(client(), WEIGHTS);
        assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(e).hasMessageContaining("no connection");
    }

    @Test
    void readsACacheThatOtherToolsFilled() throws IOException {
        Path snapshot = Files.createDirectories(modelFolder().resolve("snapshots/" + FakeModel.LATER));
        Files.createDirectories(modelFolder().resolve("refs"));
        Files.createDirectories(modelFolder().resolve("blobs"));
        Files.writeString(modelFolder().resolve("refs/main"), FakeModel.LATER);
        Files.write(blob(WEIGHTS), weights);
        Files.createSymbolicLink(snapshot.resolve(WEIGHTS), Path.of("../../blobs/" + model.etag(WEIGHTS)));
        model.moveTo(FakeModel.LATER);
        assertThat(client().fetch(ID, WEIGHTS)).hasBinaryContent(weights);
        model.moveTo(FakeModel.COMMIT);
        assertThat(client().fetch(ID, WEIGHTS)).hasBinaryContent(weights);
        assertThat(hub.gets()).isEmpty();
    }

    @Test
    void replacesABlobThatWasCutShort() throws IOException {
        Files.createDirectories(modelFolder().resolve("blobs"));
        Files.write(blob(WEIGHTS), new byte[10]);
        assertThat(client().fetch(ID, WEIGHTS)).hasBinaryContent(weights);
    }

    @Test
    void worksWithoutLinks() throws IOException {
        HubCache linkless = new HubCache(cacheFolder, new SnapshotLink((link, target) -> {
            throw new FileSystemException(link.toString(), null, "no links here");
        }));
        HubClient client = new HubClient(settings(), HubProgress.NONE, policy, linkless);
        Path file = client.fetch(ID, WEIGHTS);
        assertThat(Files.isSymbolicLink(file)).isFalse();
        assertThat(client.fetch(ID, WEIGHTS)).isEqualTo(file).hasBinaryContent(weights);
        assertThat(hub.gets()).hasSize(1);
        assertThat(client(settings().withOffline(true), HubProgress.NONE).fetch(ID, WEIGHTS))
                .isEqualTo(file);
    }

    @Test
    void listsFiles() throws IOException {
        assertThat(client().listFiles(ID.withRevision("refs/pr/1"))).containsExactly(WEIGHTS, CONFIG);
        assertThat(hub.requests().get(0).path()).isEqualTo("/api/models/lab/derm/revision/refs%2Fpr%2F1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{}", "[]", "{\"siblings\":[{\"rfilename\":\"../x\"}]}", "{\"siblings\":[{}]}"})
    void refusesAListThatIsNone(String json) {
        hub.answer(r -> Reply.of(200, Map.of(), json.getBytes(StandardCharsets.UTF_8)));
        assertThatThrownBy(() -> client().listFiles(ID))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("list of files");
    }

    @Test
    void refusesFileNamesThatLeadAway() {
        assertThatIllegalArgumentException().isThrownBy(() -> client().fetch(ID, "../../x"));
        assertThatIllegalArgumentException().isThrownBy(() -> client().fetchIfPresent(ID, "/x"));
        assertThat(hub.requests()).isEmpty();
    }

    @Test
    void showsItsSettings() {
        assertThat(client().settings().token()).isEqualTo(Optional.empty());
        assertThat(client().cache().root()).isEqualTo(cacheFolder);
    }
}
