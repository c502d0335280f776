package org.panderm4j.weights.hub;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.panderm4j.weights.hub.TestServer.Reply;
import org.panderm4j.weights.hub.TestServer.Request;

/** One model as a hub serves it: metadata by HEAD, bytes and ranges by GET, the list of files as JSON. */
final class FakeModel {
    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    static final String LATER = "89abcdef0123456789abcdef0123456789abcdef";

    private final String path;
    private final Map<String, byte[]> files = new TreeMap<>();
    private final Map<String, String> etags = new TreeMap<>();
    private volatile String commit = COMMIT;

    FakeModel(String path) {
        this.path = path;
    }

    static byte[] bytes(int size, long seed) {
        byte[] out = new byte[size];
        new Random(seed).nextBytes(out);
        return out;
    }

    FakeModel small(String name, byte[] content) {
        byte[] head = ("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(head, head.length + content.length);
        System.arraycopy(content, 0, all, head.length, content.length);
        return add(name, content, hex("SHA-1", all));
    }

    FakeModel large(String name, byte[] content) {
        return add(name, content, hex("SHA-256", content));
    }

    FakeModel add(String name, byte[] content, String etag) {
        files.put(name, content);
        etags.put(name, etag);
        return this;
    }

    void moveTo(String otherCommit) {
        commit = otherCommit;
    }

    String etag(String name) {
        return etags.get(name);
    }

    /** Answers as the hub does when it serves the bytes itself. */
    Reply serve(Request request) {
        if (request.path().startsWith("/api/models/" + path + "/revision/")) {
            String names = files.keySet().stream()
                    .map(name -> "{\"rfilename\":\"" + name + "\"}")
                    .collect(Collectors.joining(","));
            return Reply.of(
                    200,
                    Map.of("Content-Type", "application/json"),
                    ("{\"sha\":\"" + commit + "\",\"siblings\":[" + names + "]}").getBytes(StandardCharsets.UTF_8));
        }
        String prefix = "/" + path + "/resolve/";
        if (!request.path().startsWith(prefix)) {
            return Reply.status(404, "X-Error-Code", "RepoNotFound");
        }
        String rest = request.path().substring(prefix.length());
        String name = rest.substring(rest.indexOf('/') + 1);
        byte[] content = files.get(name);
        if (content == null) {
            return Reply.status(404, "X-Error-Code", "EntryNotFound", "X-Repo-Commit", commit);
        }
        return body(request, content).with("X-Repo-Commit", commit).with("ETag", "\"" + etags.get(name) + "\"");
    }

    /** Bytes of a content as a server that knows ranges sends them. */
    static Reply body(Request request, byte[] content) {
        String range = request.header("Range");
        if (range == null) {
            return Reply.of(200, Map.of("Content-Length", String.valueOf(content.length)), content);
        }
        int start = Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
        if (start >= content.length) {
            return Reply.status(416);
        }
        return Reply.of(
                206,
                Map.of("Content-Range", "bytes " + start + "-" + (content.length - 1) + "/" + content.length),
                Arrays.copyOfRange(content, start, content.length));
    }

    private static String hex(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
