package org.panderm4j.data.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Finds golden fixtures by listing folders.
 *
 * <p>With {@code -Dgolden.dir=PATH} only PATH is looked at. Without it: the project's own copy in {@code testdata/golden},
 * and for what that lacks {@code ../shared/golden} beside the project, if it is there.
 */
public final class GoldenCases {
    private GoldenCases() {}

    /** The roots to look in, most important first. */
    public static List<Path> roots() {
        String chosen = System.getProperty("golden.dir", "");
        if (!chosen.isBlank()) {
            return List.of(home().resolve(chosen));
        }
        return Stream.of(home().resolve("testdata/golden"), home().resolve("../shared/golden"))
                .filter(Files::isDirectory)
                .map(Path::normalize)
                .toList();
    }

    /** The folders directly under {@code family}, in name order; a name found in an earlier root hides a later one. */
    public static List<Path> cases(String family) {
        Map<String, Path> byName = new TreeMap<>();
        for (Path root : roots()) {
            for (Path folder : folders(root.resolve(family))) {
                byName.putIfAbsent(folder.getFileName().toString(), folder);
            }
        }
        return new ArrayList<>(byName.values());
    }

    /** The first root's folder {@code family} that exists, as a list of none or one, for fixtures that are one folder. */
    public static List<Path> folder(String family) {
        return roots().stream()
                .map(root -> root.resolve(family))
                .filter(Files::isDirectory)
                .limit(1)
                .toList();
    }

    /** The file or folder {@code relative} in the root that {@code fixture} lies in, else in the first root that has it. */
    public static Path beside(Path fixture, String relative) {
        Stream<Path> own = roots().stream().filter(fixture::startsWith);
        return Stream.concat(own, roots().stream())
                .map(root -> root.resolve(relative))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + relative + " in any of " + roots()));
    }

    /** Where the project lies. */
    public static Path home() {
        return Path.of(System.getProperty("panderm.home", ".."))
                .toAbsolutePath()
                .normalize();
    }

    private static List<Path> folders(Path parent) {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> list = Files.list(parent)) {
            return list.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
