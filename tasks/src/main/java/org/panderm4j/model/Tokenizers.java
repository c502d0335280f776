package org.panderm4j.model;

import java.io.IOException;
import java.nio.file.Path;
import org.panderm4j.data.text.BytePair;
import org.panderm4j.data.text.Tokenizer;
import org.panderm4j.data.text.WordPiece;
import org.panderm4j.weights.store.TextSettings;

/** From what a model's description says of its texts to the tokenizer that does it. */
public final class Tokenizers {
    private Tokenizers() {}

    /**
     * Loads a tokenizer.
     *
     * @param folder of its files
     * @param vocabulary rows of the tower's token table
     * @throws IOException when they are damaged, or belong to another model
     */
    public static Tokenizer load(Path folder, TextSettings settings, int vocabulary) throws IOException {
        return switch (settings.tokenizer()) {
            case WORDPIECE -> WordPiece.load(folder, settings.contextLength());
            case BYTEPAIR -> bytePair(folder, settings, vocabulary);
        };
    }

    private static Tokenizer bytePair(Path folder, TextSettings settings, int vocabulary) throws IOException {
        BytePair tokenizer = BytePair.load(folder, settings.contextLength());
        if (tokenizer.vocabularySize() != vocabulary) {
            throw new IOException(folder + ": expected the vocabulary of this model, " + vocabulary + " entries, found "
                    + tokenizer.vocabularySize() + "; give the right folder with --text-model");
        }
        return settings.endPadded() ? tokenizer.paddedWithEnd() : tokenizer;
    }
}
