package org.panderm4j.weights.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A hub with one model, an empty cache, and a client that notes its waits in place of waiting. */
abstract class HubFixture {
    static final HubModelId ID = HubModelId.parse("lab/derm");
    static final String WEIGHTS = "model.safetensors";
    static final String CONFIG = "sub/config.json";

    final byte[] weights = FakeModel.bytes(300_000, 1);
    final byte[] config = FakeModel.bytes(2_000, 2);
    final FakeModel model = new FakeModel("lab/derm").large(WEIGHTS, weights).small(CONFIG, config);
    final List<Duration> waits = Collections.synchronizedList(new ArrayList<>());
    final RetryPolicy policy = new RetryPolicy(
            4, Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofSeconds(5), Duration.ofSeconds(5), waits::add);

    @TempDir
    Path cacheFolder;

    TestServer hub;

    @BeforeEach
    void startHub() throws IOException {
        hub = new TestServer(model::serve);
    }

    @AfterEach
    void stopHub() {
        hub.close();
    }

    HubSettings settings() {
        return new HubSettings(cacheFolder, hub.uri(), Optional.empty(), false);
    }

    HubSettings settings(String token) {
        return HubSettings.fromEnvironment(Map.of(
                "HF_TOKEN", token,
                "HF_ENDPOINT", hub.uri().toString(),
                "HF_HUB_CACHE", cacheFolder.toString()));
    }

    HubClient client() {
        return client(settings(), HubProgress.NONE);
    }

    HubClient client(HubSettings settings, HubProgress progress) {
        return new HubClient(settings, progress, policy, new HubCache(cacheFolder));
    }

    Path modelFolder() {
        return cacheFolder.resolve("models--lab--derm");
    }

    Path blob(String fileName) {
        return modelFolder().resolve("blobs").resolve(model.etag(fileName));
    }

    Path partial(String fileName) {
        return modelFolder().resolve("blobs").resolve(model.etag(fileName) + ".panderm4j.incomplete");
    }

    /** The failure, after a look at its form: one line that names the model. */
    static HubException failure(HubClient client, String fileName) {
        try {
            Path file = client.fetch(ID, fileName);
            throw new AssertionError("expected a failure, found " + file);
        } catch (HubException e) {
            assertThat(e.getMessage()).contains(ID.path()).doesNotContain("\n");
            return e;
        } catch (IOException e) {
            throw new AssertionError("expected a HubException", e);
        }
    }
}
