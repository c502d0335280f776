package org.panderm4j.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** SHA-256 digests in hexadecimal, of any size of file without holding it. */
public final class Digests {
    private static final int CHUNK = 1 << 16;

    private Digests() {}

    /** Of a file's bytes. */
    public static String ofFile(Path file) throws IOException {
        return ofFiles(List.of(file));
    }

    /** Of the bytes of several files, one behind the other: for one file, the digest of that file. */
    public static String ofFiles(List<Path> files) throws IOException {
        MessageDigest digest = sha256();
        byte[] chunk = new byte[CHUNK];
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                    digest.update(chunk, 0, read);
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Of all files below a folder: their relative names and contents, in name order. Links are followed. */
    public static String ofFolder(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        MessageDigest digest = sha256();
        for (Path file : files) {
            add(digest, folder.relativize(file).toString().replace('\\', '/'));
            add(digest, ofFile(file));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Of a list of texts; where one ends and the next begins counts. */
    public static String ofTexts(Collection<String> texts) {
        MessageDigest digest = sha256();
        texts.forEach(text -> add(digest, text));
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Of a list of files by name, size and time of last change: cheap enough for a hundred thousand pictures. */
    public static String ofFileList(Collection<Path> files) throws IOException {
        MessageDigest digest = sha256();
        for (Path file : files) {
            add(digest, file.toString());
            // A file that cannot be read becomes a failure later; that it is missing is part of the state of the
            // inputs.
            if (Files.exists(file)) {
                add(
                        digest,
                        Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis());
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
