package org.panderm4j.weights.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The three requests that a hub is asked: what is known of a file, its bytes, and the list of files. */
final class HubApi {
    /** No list of files is longer; a hub's own pages stay far below. */
    private static final int MAX_LIST = 64 << 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HubSettings settings;
    private final HubHttp http;

    HubApi(HubSettings settings, HubHttp http) {
        this.settings = settings;
        this.http = http;
    }

    /** One attempt to learn commit, entity tag and size of a file. */
    FileMetadata describe(HubModelId id, String fileName) throws IOException {
        try (HubAnswer answer = http.head(fileAddress(id, fileName))) {
            if (answer.status() != 200 && !answer.isRedirect()) {
                throw new HubRefusal(settings, id, fileName).of(answer);
            }
            String commit = answer.anyHeader("X-Repo-Commit")
                    .filter(HubNames::isCommit)
                    .orElseThrow(() -> notAHub(id, fileName, "commit (header X-Repo-Commit)"));
            String etag = answer.anyHeader("X-Linked-Etag")
                    .or(() -> answer.header("ETag"))
                    .map(HubAnswer::bareEtag)
                    .filter(HubNames::isEtag)
                    .orElseThrow(() -> notAHub(id, fileName, "usable entity tag (header ETag)"));
            return new FileMetadata(fileName, commit, etag, size(answer));
        }
    }

    private static long size(HubAnswer answer) {
        OptionalLong linked = HubAnswer.number(answer.anyHeader("X-Linked-Size"));
        if (linked.isPresent()) {
            return linked.getAsLong();
        }
        boolean body = !answer.isRedirect() && answer.isPlain();
        return body ? answer.length().orElse(FileMetadata.UNKNOWN) : FileMetadata.UNKNOWN;
    }

    /** One attempt to open the bytes of a file from an offset on; the answer may start at zero all the same. */
    HubAnswer open(HubModelId id, String fileName, long offset) throws IOException {
        Map<String, String> headers = offset > 0 ? Map.of("Range", "bytes=" + offset + "-") : Map.of();
        return http.get(fileAddress(id, fileName), headers);
    }

    HubRefusal refusal(HubModelId id, String fileName) {
        return new HubRefusal(settings, id, fileName);
    }

    /** One attempt to list the names of a revision's files, in the hub's order. */
    List<String> list(HubModelId id) throws IOException {
        URI uri = URI.create(
                settings.endpoint() + "/api/models/" + id.path() + "/revision/" + HubNames.encode(id.revision(), ""));
        try (HubAnswer answer = http.get(uri, Map.of())) {
            if (answer.status() != 200) {
                throw new HubRefusal(settings, id, "the list of files").of(answer);
            }
            return names(id, json(id, answer));
        }
    }

    private JsonNode json(HubModelId id, HubAnswer answer) throws IOException {
        try (InputStream body = PlainBody.of(answer)) {
            byte[] text = body.readNBytes(MAX_LIST);
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw notAHub(id, "the list of files", "valid JSON");
        }
    }

    private List<String> names(HubModelId id, JsonNode model) throws IOException {
        JsonNode siblings = model.path("siblings");
        if (!siblings.isArray()) {
            throw notAHub(id, "the list of files", "array 'siblings'");
        }
        List<String> names = new ArrayList<>();
        for (JsonNode file : siblings) {
            String name = file.path("rfilename").asText("");
            if (!HubNames.isFileName(name)) {
                throw notAHub(id, "the list of files", "usable file name in place of '" + HubNames.oneLine(name) + "'");
            }
            names.add(name);
        }
        return List.copyOf(names);
    }

    private URI fileAddress(HubModelId id, String fileName) {
        return URI.create(settings.endpoint() + "/" + id.path() + "/resolve/" + HubNames.encode(id.revision(), "") + "/"
                + HubNames.encode(fileName, "/"));
    }

    private HubException notAHub(HubModelId id, String asked, String missing) {
        return new HubException(
                HubException.Reason.UNEXPECTED,
                "model " + id + ": " + settings.endpoint() + " answers the request for " + asked + " without a "
                        + missing + ", so it is no Hugging Face hub; check HF_ENDPOINT and the network's proxy");
    }
}
