package org.panderm4j.weights.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubSettingsTest {
    @TempDir
    private Path folder;

    @Test
    void hasThePublicHubAndTheHomeFolderByDefault() {
        HubSettings settings = HubSettings.fromEnvironment(home());
        assertThat(settings.cache()).isEqualTo(folder.resolve(".cache/huggingface/hub"));
        assertThat(settings.endpoint()).isEqualTo(URI.create("https://huggingface.co"));
        assertThat(settings.token()).isEmpty();
        assertThat(settings.offline()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "XDG_CACHE_HOME=/x | /x/huggingface/hub",
                "XDG_CACHE_HOME=/x HF_HOME=/h | /h/hub",
                "HF_HOME=/h HUGGINGFACE_HUB_CACHE=/old | /old",
                "HF_HOME=/h HUGGINGFACE_HUB_CACHE=/old HF_HUB_CACHE=/new | /new",
                "HF_HUB_CACHE= HF_HOME=/h | /h/hub",
                "HF_HOME=/h/$USER USER=ann | /h/ann/hub",
                "HF_HUB_CACHE=/h/${USER}x/$NONE USER=ann | /h/annx/$NONE",
            })
    @DisabledOnOs(OS.WINDOWS)
    void findsTheCache(String variables, Path expected) {
        Map<String, String> env = home();
        for (String pair : variables.split(" ", -1)) {
            env.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        assertThat(HubSettings.fromEnvironment(env).cache()).isEqualTo(expected);
    }

    @Test
    void expandsTheHomeFolder() {
        Map<String, String> env = home();
        env.put("HF_HOME", "~/hf");
        assertThat(HubSettings.fromEnvironment(env).cache()).isEqualTo(folder.resolve("hf/hub"));
    }

    @Test
    void takesTheTokenFromTheEnvironmentBeforeTheFiles() throws IOException {
        Path home = Files.createDirectories(folder.resolve(".cache/huggingface"));
        Map<String, String> env = home();
        Files.writeString(home.resolve("token"), " hf_stored\r\n");
        assertThat(HubSettings.fromEnvironment(env).token()).hasValue("hf_stored");
        Path other = Files.writeString(folder.resolve("other"), "hf_other\n");
        env.put("HF_TOKEN_PATH", other.toString());
        assertThat(HubSettings.fromEnvironment(env).token()).hasValue("hf_other");
        env.put("HUGGING_FACE_HUB_TOKEN", "hf_old");
        assertThat(HubSettings.fromEnvironment(env).token()).hasValue("hf_old");
        env.put("HF_TOKEN", "hf_given\n");
        assertThat(HubSettings.fromEnvironment(env).token()).hasValue("hf_given");
    }

    @Test
    void takesAnEmptyTokenFileForNone() throws IOException {
        Path home = Files.createDirectories(folder.resolve("hf"));
        Files.writeString(home.resolve("token"), "\n");
        Map<String, String> env = home();
        env.put("HF_HOME", home.toString());
        assertThat(HubSettings.fromEnvironment(env).token()).isEmpty();
    }

    @Test
    void neverShowsTheToken() {
        Map<String, String> env = home();
        env.put("HF_TOKEN", "hf_secret");
        assertThat(HubSettings.fromEnvironment(env).toString()).doesNotContain("hf_secret");
        env.put("HF_TOKEN", "hf_secret and more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HubSettings.fromEnvironment(env))
                .withMessageContaining("HF_TOKEN")
                .withMessageNotContaining("hf_secret");
    }

    @ParameterizedTest
    @CsvSource({"1,true", "on,true", "Yes,true", "TRUE,true", "0,false", "off,false", "2,false", "'',false"})
    void readsTheOfflineSwitch(String value, boolean expected) {
        Map<String, String> env = home();
        env.put("HF_HUB_OFFLINE", value);
        assertThat(HubSettings.fromEnvironment(env).offline()).isEqualTo(expected);
        assertThat(HubSettings.fromEnvironment(env).withOffline(true).offline()).isTrue();
    }

    @Test
    void takesAMirror() {
        Map<String, String> env = home();
        env.put("HF_ENDPOINT", "https://mirror.example:8443/hub//");
        assertThat(HubSettings.fromEnvironment(env).endpoint())
                .isEqualTo(URI.create("https://mirror.example:8443/hub"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mirror.example", "ftp://mirror.example", "http://", "https://a b", "https://m/?q=1"})
    void refusesWhatIsNoEndpoint(String value) {
        Map<String, String> env = home();
        env.put("HF_ENDPOINT", value);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HubSettings.fromEnvironment(env))
                .withMessageContaining("HF_ENDPOINT")
                .withMessageContaining(value);
    }

    @Test
    void refusesAPasswordInTheEndpointAndDoesNotShowIt() {
        Map<String, String> env = home();
        env.put("HF_ENDPOINT", "https://me:secret@mirror.example");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HubSettings.fromEnvironment(env))
                .withMessageContaining("HF_ENDPOINT")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }

    private Map<String, String> home() {
        return TestServer.pairs("HOME", folder.toString(), "USERPROFILE", folder.toString());
    }
}
