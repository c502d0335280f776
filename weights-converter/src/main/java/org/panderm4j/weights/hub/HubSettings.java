package org.panderm4j.weights.hub;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the hub is, where its cache lies, and who asks.
 *
 * @param cache folder that holds {@code models--OWNER--NAME}
 * @param endpoint address of the hub or of a mirror, without a final slash
 * @param token access token, sent to the endpoint's host only
 * @param offline true: the cache alone is used
 */
public record HubSettings(Path cache, URI endpoint, Optional<String> token, boolean offline) {
    private static final String PUBLIC_HUB = "https://huggingface.co";
    private static final Pattern TOKEN = Pattern.compile("[!-~]+");

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when the endpoint is no http address or the token holds what no header can carry
     */
    public HubSettings {
        if (endpoint.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "HF_ENDPOINT: expected an address without a name and password before its host (not shown)");
        }
        boolean web = "https".equalsIgnoreCase(endpoint.getScheme()) || "http".equalsIgnoreCase(endpoint.getScheme());
        if (!web || endpoint.getHost() == null || endpoint.getQuery() != null || endpoint.getFragment() != null) {
            throw new IllegalArgumentException("HF_ENDPOINT: expected an address such as " + PUBLIC_HUB + ", found '"
                    + endpoint + "'; correct or unset it");
        }
        if (endpoint.getPath().endsWith("/")) {
            endpoint = URI.create(endpoint.toString().replaceAll("/+$", ""));
        }
        if (token.isPresent() && !TOKEN.matcher(token.get()).matches()) {
            throw new IllegalArgumentException(
                    "HF_TOKEN: expected visible ASCII characters without spaces, found others (not shown); set it anew");
        }
    }

    /**
     * Reads the variables that the Hugging Face tools read, with their precedence.
     *
     * <p>Cache: {@code HF_HUB_CACHE}, {@code HUGGINGFACE_HUB_CACHE}, {@code HF_HOME/hub},
     * {@code XDG_CACHE_HOME/huggingface/hub}, {@code ~/.cache/huggingface/hub}. Token: {@code HF_TOKEN},
     * {@code HUGGING_FACE_HUB_TOKEN}, the file {@code HF_TOKEN_PATH}, the file {@code HF_HOME/token}; none if there is no
     * readable file. Then {@code HF_ENDPOINT}, and {@code HF_HUB_OFFLINE} or {@code TRANSFORMERS_OFFLINE} (1, on, yes or
     * true).
     *
     * @throws IllegalArgumentException when a variable holds a value that cannot be used; the message names it
     */
    public static HubSettings fromEnvironment(Map<String, String> env) {
        HubEnvironment variables = new HubEnvironment(env);
        Path home = variables
                .path("HF_HOME")
                .orElseGet(() -> variables
                        .path("XDG_CACHE_HOME")
                        .orElseGet(() -> variables.userHome().resolve(".cache"))
                        .resolve("huggingface"));
        Path cache = variables.path("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE").orElseGet(() -> home.resolve("hub"));
        Optional<String> token = variables
                .text("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN")
                .or(() -> read(variables.path("HF_TOKEN_PATH").orElseGet(() -> home.resolve("token"))))
                .map(text -> text.replaceAll("[\r\n]", "").strip())
                .filter(text -> !text.isEmpty());
        return new HubSettings(
                cache.toAbsolutePath(),
                address(variables.text("HF_ENDPOINT").orElse(PUBLIC_HUB)),
                token,
                variables.isTrue("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"));
    }

    /** The same settings with the hub allowed or forbidden. */
    public HubSettings withOffline(boolean value) {
        return new HubSettings(cache, endpoint, token, value);
    }

    private static URI address(String text) {
        try {
            return new URI(text.strip());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "HF_ENDPOINT: expected an address such as " + PUBLIC_HUB + ", found '" + text
                            + "'; correct or unset it",
                    e);
        }
    }

    /** A missing or unreadable token file is no token: public models need none. */
    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Without the token, so that it cannot slip into a log. */
    @Override
    public String toString() {
        return "HubSettings[cache=" + cache + ", endpoint=" + endpoint + ", token="
                + (token.isPresent() ? "set" : "none") + ", offline=" + offline + "]";
    }
}
