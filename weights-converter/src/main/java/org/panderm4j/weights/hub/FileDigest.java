package org.panderm4j.weights.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The digest that an entity tag claims: SHA-256 of the bytes for 64 hexadecimal digits (git LFS), SHA-1 over
 * {@code "blob " + size + NUL + bytes} for 40 (git).
 */
final class FileDigest {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern GIT_SHA1 = Pattern.compile("[0-9a-f]{40}");
    private static final int CHUNK = 1 << 18;

    private FileDigest() {}

    /** The digest of a file in the way that the entity tag asks for; empty if the tag is no digest. */
    static Optional<String> of(Path file, String etag) throws IOException {
        if (SHA256.matcher(etag).matches()) {
            return Optional.of(digest(file, algorithm("SHA-256")));
        }
        if (GIT_SHA1.matcher(etag).matches()) {
            MessageDigest sha1 = algorithm("SHA-1");
            sha1.update(("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.US_ASCII));
            return Optional.of(digest(file, sha1));
        }
        return Optional.empty();
    }

    private static String digest(Path file, MessageDigest digest) throws IOException {
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                digest.update(chunk, 0, n);
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException("interrupted while checking " + file);
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest algorithm(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + name, e);
        }
    }
}
