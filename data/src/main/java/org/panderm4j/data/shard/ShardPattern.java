package org.panderm4j.data.shard;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Names of shards as people write them: {@code shard-{0000..0009}.tar}, {@code {train,extra}-*.tar}, or plain.
 *
 * <p>Braces stand for every name they can make, each of which must be a file; {@code *}, {@code ?} and {@code [...]}, in the file name
 * only, for the files there are, in the order of their names.
 */
public final class ShardPattern {
    private static final Pattern BRACES = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})\\.\\.(\\d{1,9})");
    private static final int MOST = 1_000_000;

    private final String text;

    private ShardPattern(String text) {
        this.text = text;
    }

    /**
     * The files that a pattern names, in order.
     *
     * @throws IOException when one of them, or every one, is missing, or the pattern makes no sense
     */
    public static List<Path> expand(String pattern) throws IOException {
        return new ShardPattern(pattern).files();
    }

    /** The files that some patterns name, one pattern after the other. */
    public static List<Path> expand(List<String> patterns) throws IOException {
        List<Path> all = new ArrayList<>();
        for (String pattern : patterns) {
            all.addAll(expand(pattern));
        }
        return all;
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String name : names(text)) {
            Path path = path(name);
            if (isGlob(path)) {
                files.addAll(matches(path));
            } else if (Files.isRegularFile(path)) {
                files.add(path);
            } else {
                throw new IOException(path + ": no such file, named by the shard pattern " + text);
            }
        }
        return files;
    }

    /** What the braces can make; those that stand first vary slowest. */
    private List<String> names(String part) throws IOException {
        Matcher braces = BRACES.matcher(part);
        if (!braces.find()) {
            if (part.indexOf('{') >= 0 || part.indexOf('}') >= 0) {
                throw bad("braces that open and close, not inside one another");
            }
            return List.of(part);
        }
        String before = part.substring(0, braces.start());
        List<String> rests = names(part.substring(braces.end()));
        List<String> all = new ArrayList<>();
        for (String choice : choices(braces.group(1))) {
            for (String rest : rests) {
                if (all.size() == MOST) {
                    throw bad("at most " + MOST + " names");
                }
                all.add(before + choice + rest);
            }
        }
        return all;
    }

    private List<String> choices(String inside) throws IOException {
        Matcher range = RANGE.matcher(inside);
        if (!range.matches()) {
            if (inside.contains("..") || inside.isEmpty()) {
                throw bad("{0000..0009} or {one,two}");
            }
            return List.of(inside.split(",", -1));
        }
        int first = Integer.parseInt(range.group(1));
        int last = Integer.parseInt(range.group(2));
        if (last < first || last - first >= MOST) {
            throw bad("a range that rises, of at most " + MOST + " numbers");
        }
        boolean padded = range.group(1).startsWith("0") || range.group(2).startsWith("0");
        int digits = padded ? Math.max(range.group(1).length(), range.group(2).length()) : 1;
        return Stream.iterate(first, number -> number <= last, number -> number + 1)
                .map(number -> padded(number, digits))
                .toList();
    }

    private static String padded(int number, int digits) {
        String plain = Integer.toString(number);
        return "0".repeat(Math.max(0, digits - plain.length())) + plain;
    }

    private Path path(String name) throws IOException {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new IOException(
                    "shard pattern " + text + ": expected a file name, found \"" + name + "\" (" + e.getReason() + ")",
                    e);
        }
    }

    private static boolean isGlob(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.indexOf('*') >= 0 || name.indexOf('?') >= 0 || name.indexOf('[') >= 0;
    }

    private List<Path> matches(Path path) throws IOException {
        Path folder = path.getParent() == null ? Path.of("") : path.getParent();
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> list =
                Files.newDirectoryStream(folder, path.getFileName().toString())) {
            for (Path file : list) {
                if (Files.isRegularFile(file)) {
                    found.add(path.getParent() == null ? file.getFileName() : file);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw new IOException(folder + ": no such folder, named by the shard pattern " + text, e);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        if (found.isEmpty()) {
            throw new IOException(path + ": no file matches, of the shard pattern " + text);
        }
        return found.stream().sorted().toList();
    }

    private IOException bad(String expected) {
        return new IOException("shard pattern " + text + ": expected " + expected);
    }
}
