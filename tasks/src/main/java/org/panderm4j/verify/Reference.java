package org.panderm4j.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.panderm4j.data.npy.Npy;
import org.panderm4j.data.npy.NpyArray;
import org.panderm4j.embed.PixelArray;
import org.panderm4j.nn.engine.Batch;

/**
 * A folder of reference inputs and outputs: {@code pixels.npy} (b, 3, H, W), {@code tokens.npy} (t, L), {@code
 * expect/*.npy}. Further texts may lie in {@code tokens_NAME.npy}; arrays of theirs are called {@code NAME__ARRAY} or {@code
 * ARRAY_NAME}.
 */
public final class Reference {
    private static final String TOKENS = "tokens";
    private static final String ARRAY = ".npy";

    private final Path folder;

    /**
     * @throws NoSuchFileException when the folder has no {@code expect} folder
     */
    public Reference(Path folder) throws IOException {
        this.folder = folder;
        if (!Files.isDirectory(expect())) {
            throw new NoSuchFileException(
                    folder + ": expected a folder 'expect' of reference arrays in it, found none");
        }
    }

    /** Where it lies. */
    public Path folder() {
        return folder;
    }

    /** The pictures, if the folder holds any. */
    public Optional<Batch.Images> pixels() throws IOException {
        Path file = folder.resolve("pixels.npy");
        return Files.exists(file) ? Optional.of(images(file)) : Optional.empty();
    }

    /** The texts, if the folder holds any. */
    Optional<Batch.Texts> tokens() throws IOException {
        Path file = folder.resolve(TOKENS + ARRAY);
        return Files.exists(file) ? Optional.of(texts(file)) : Optional.empty();
    }

    /** Other texts that some arrays belong to, {@code tokens_NAME.npy} by NAME. */
    Map<String, Batch.Texts> otherTokens() throws IOException {
        Map<String, Batch.Texts> others = new TreeMap<>();
        for (String name : arrays(folder)) {
            if (name.startsWith(TOKENS + "_")) {
                others.put(name.substring(TOKENS.length() + 1), texts(folder.resolve(name + ARRAY)));
            }
        }
        return others;
    }

    /** Names of the reference arrays, in name order. */
    List<String> arrays() throws IOException {
        return arrays(expect());
    }

    private static List<String> arrays(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ARRAY))
                    .map(name -> name.substring(0, name.length() - ARRAY.length()))
                    .sorted()
                    .toList();
        }
    }

    NpyArray array(String name) throws IOException {
        return Npy.read(expect().resolve(name + ARRAY));
    }

    private Path expect() {
        return folder.resolve("expect");
    }

    @Override
    public String toString() {
        return expect().toString();
    }

    /** Preprocessed pictures from an array file (b, 3, H, W). */
    public static Batch.Images images(Path file) throws IOException {
        return PixelArray.open(file).batch();
    }

    /** Token ids from an array file (t, L). */
    public static Batch.Texts texts(Path file) throws IOException {
        NpyArray array = Npy.read(file);
        if (array.rank() != 2 || array.size() == 0) {
            throw new IOException(file + ": expected token ids of shape (N, length), found " + array);
        }
        long[] all = array.longs();
        int[][] ids = new int[array.dim(0)][array.dim(1)];
        for (int i = 0; i < all.length; i++) {
            ids[i / array.dim(1)][i % array.dim(1)] = Math.toIntExact(all[i]);
        }
        return new Batch.Texts(ids);
    }
}
