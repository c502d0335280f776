package org.panderm4j.data.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.panderm4j.data.golden.GoldenCases;

/** Looks for the published CLIP merge list: {@code -Dclip.bpe=FILE}, the golden folders, the Hugging Face cache. */
final class ClipVocabulary {
    private static final Map<String, Optional<Path>> FOUND = new ConcurrentHashMap<>();
    private static final Map<Path, BytePairVocabulary> LOADED = new ConcurrentHashMap<>();

    private ClipVocabulary() {}

    /** The file with this digest, if it is anywhere. */
    static Optional<Path> find(String sha256) {
        return FOUND.computeIfAbsent(
                sha256,
                wanted ->
                        candidates().filter(file -> digest(file).equals(wanted)).findFirst());
    }

    static BytePairVocabulary load(Path file) {
        return LOADED.computeIfAbsent(file, path -> {
            try {
                return BytePairFiles.read(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static Stream<Path> candidates() {
        Stream<Path> chosen = Stream.of(System.getProperty("clip.bpe", ""))
                .filter(path -> !path.isBlank())
                .map(Path::of);
        Stream<Path> golden = GoldenCases.folder("tokenizer").stream();
        return Stream.of(chosen, golden, Stream.of(cache()))
                .flatMap(paths -> paths)
                .filter(Files::exists)
                .flatMap(ClipVocabulary::compressedLists);
    }

    private static Path cache() {
        Map<String, String> environment = System.getenv();
        String home = environment.getOrDefault("HF_HOME", System.getProperty("user.home") + "/.cache/huggingface");
        return Path.of(environment.getOrDefault("HF_HUB_CACHE", home + "/hub"));
    }

    private static Stream<Path> compressedLists(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> lists =
                    files.filter(file -> file.toString().endsWith(".txt.gz")).toList();
            return lists.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
