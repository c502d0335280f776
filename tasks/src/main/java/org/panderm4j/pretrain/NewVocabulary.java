package org.panderm4j.pretrain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.panderm4j.data.text.LearnedVocabulary;
import org.panderm4j.data.text.WordPiece;
import org.panderm4j.weights.store.TextSettings;
import org.panderm4j.weights.store.Vocabularies;

/** A vocabulary for a text tower that begins anew, in a folder of its own that is deleted when closed. */
final class NewVocabulary implements AutoCloseable {
    private final Path folder;

    private NewVocabulary(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes one from captions, or takes one that is there.
     *
     * @param fileOrSize most tokens of one to be made; else a {@code vocab.txt}, a {@code tokenizer.json}, or a folder with one
     * @throws IOException when it is neither, or no vocabulary
     */
    static NewVocabulary of(String fileOrSize, List<String> captions) throws IOException {
        NewVocabulary made = new NewVocabulary(Files.createTempDirectory("panderm-vocabulary"));
        try {
            made.fill(fileOrSize, captions);
            return made;
        } catch (IOException | RuntimeException e) {
            made.close();
            throw e;
        }
    }

    private void fill(String fileOrSize, List<String> captions) throws IOException {
        if (fileOrSize.matches("\\d{1,9}")) {
            LearnedVocabulary.of(captions, Integer.parseInt(fileOrSize)).write(folder.resolve(LearnedVocabulary.FILE));
            return;
        }
        Path given = Path.of(fileOrSize);
        if (!Files.exists(given)) {
            throw new NoSuchFileException("--vocabulary " + fileOrSize
                    + ": no such file or folder; expected a vocab.txt, or how many tokens to make from the captions");
        }
        if (!Files.isDirectory(given)) {
            boolean json = given.getFileName().toString().endsWith(".json");
            Files.copy(given, folder.resolve(json ? "tokenizer.json" : LearnedVocabulary.FILE));
            return;
        }
        for (String name : Vocabularies.files(TextSettings.Kind.WORDPIECE)) {
            if (Files.exists(given.resolve(name))) {
                Files.copy(given.resolve(name), folder.resolve(name));
            }
        }
    }

    Path folder() {
        return folder;
    }

    WordPiece tokenizer(int contextLength) throws IOException {
        return WordPiece.load(folder, contextLength);
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
