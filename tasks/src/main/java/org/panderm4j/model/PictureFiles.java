package org.panderm4j.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** From the paths that a user names to the picture files they stand for. */
public final class PictureFiles {
    /** Endings of the formats that {@link org.panderm4j.data.image.ImageDecoder} reads. */
    private static final Set<String> ENDINGS =
            Set.of("jpg", "jpeg", "jpe", "jfif", "png", "gif", "bmp", "dib", "webp", "tif", "tiff");

    private PictureFiles() {}

    /**
     * Replaces every folder by the pictures directly in it, in name order; files stay as they are, whatever their name, and so
     * does the order of {@code paths}. Of a folder, only visible files whose name ends like a picture's are taken, those that
     * cannot be read among them: a link to nowhere is an input that fails, not one that never was.
     *
     * @throws IOException when a path does not exist, or a folder holds no picture
     */
    public static List<Path> expand(List<Path> paths) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new NoSuchFileException(path + ": no such picture or folder");
            }
            if (Files.isDirectory(path)) {
                files.addAll(in(path));
            } else {
                files.add(path);
            }
        }
        return files;
    }

    private static List<Path> in(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> list = Files.list(folder)) {
            files = list.filter(PictureFiles::isPicture)
                    .sorted(Comparator.comparing(file -> file.getFileName().toString()))
                    .toList();
        }
        if (files.isEmpty()) {
            throw new NoSuchFileException(
                    folder + ": this folder holds no picture; expected file names that end in one of "
                            + String.join(" ", ENDINGS.stream().sorted().toList()));
        }
        return files;
    }

    private static boolean isPicture(Path file) {
        String name = file.getFileName().toString();
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && ENDINGS.contains(ending) && !Files.isDirectory(file);
    }
}
