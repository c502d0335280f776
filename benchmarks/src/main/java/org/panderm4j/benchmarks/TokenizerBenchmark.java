package org.panderm4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.panderm4j.data.text.BytePair;
import org.panderm4j.data.text.WordPiece;

/** One caption of thirty words to one row of ids, on vocabularies that are made up here. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TokenizerBenchmark {
    private static final String CAPTION = "This is a dermatoscopic image of an asymmetric, irregularly pigmented lesion"
            + " with a blue-white veil, atypical dots & globules (6.2 mm) on the back of a 54-year-old patient;"
            + " suspicious for melanoma.";

    private WordPiece wordPiece;
    private BytePair bytePair;

    @Setup
    public void prepare() throws IOException {
        Path folder = Files.createTempDirectory("tokenizers");
        Path vocabulary = folder.resolve("vocab.txt");
        Path merges = folder.resolve("merges.txt.list");
        Files.write(vocabulary, words());
        Files.write(merges, merges());
        wordPiece = WordPiece.load(vocabulary, 256);
        bytePair = BytePair.load(merges, 77);
        Files.delete(vocabulary);
        Files.delete(merges);
        Files.delete(folder);
    }

    /** Special tokens, single characters, and half of each word of the caption. */
    private static List<String> words() {
        Set<String> entries = new LinkedHashSet<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"));
        for (char c = '!'; c <= '~'; c++) {
            entries.add(String.valueOf(Character.toLowerCase(c)));
            entries.add("##" + Character.toLowerCase(c));
        }
        for (String word : captionWords()) {
            entries.add(word.substring(0, (word.length() + 1) / 2));
            entries.add("##" + word.substring((word.length() + 1) / 2));
        }
        return new ArrayList<>(entries);
    }

    /** Merges that build each word of the caption from its left. */
    private static List<String> merges() {
        Set<String> merges = new LinkedHashSet<>(List.of("#version: made up"));
        for (String word : captionWords()) {
            for (int i = 1; i < word.length(); i++) {
                String last = i == word.length() - 1 ? "</w>" : "";
                merges.add(word.substring(0, i) + " " + word.charAt(i) + last);
            }
        }
        return new ArrayList<>(merges);
    }

    private static List<String> captionWords() {
        return List.of(
                CAPTION.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", " ").split(" "));
    }

    @Benchmark
    public int[] wordPiece() {
        return wordPiece.row(CAPTION);
    }

    @Benchmark
    public int[] bytePair() {
        return bytePair.row(CAPTION);
    }
}
