package org.panderm4j.fullsize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The text tower that PanDerm-2 and BiomedCLIP share: BERT-base and a projection of two layers. */
final class BertBase {
    private static final int VOCABULARY = 30_522;
    private static final int POSITIONS = 512;
    private static final int TYPES = 2;
    private static final int WIDTH = 768;
    private static final int LAYERS = 12;
    private static final int HIDDEN = 3072;

    private BertBase() {}

    /**
     * Adds the tensors under {@code text.}
     *
     * @param embedding length of the shared embedding; the projection's hidden width lies halfway to it
     */
    static void addTo(TensorShapes shapes, int embedding) {
        String embeddings = "text.transformer.embeddings.";
        shapes.put(embeddings + "word_embeddings.weight", VOCABULARY, WIDTH);
        shapes.put(embeddings + "position_embeddings.weight", POSITIONS, WIDTH);
        shapes.put(embeddings + "token_type_embeddings.weight", TYPES, WIDTH);
        shapes.norm(embeddings + "LayerNorm", WIDTH);
        for (int i = 0; i < LAYERS; i++) {
            addLayer(shapes, "text.transformer.encoder.layer." + i + ".");
        }
        int hidden = (WIDTH + embedding) / 2;
        shapes.put("text.proj.0.weight", hidden, WIDTH);
        shapes.put("text.proj.2.weight", embedding, hidden);
    }

    private static void addLayer(TensorShapes shapes, String layer) {
        shapes.linear(layer + "attention.self.query", WIDTH, WIDTH);
        shapes.linear(layer + "attention.self.key", WIDTH, WIDTH);
        shapes.linear(layer + "attention.self.value", WIDTH, WIDTH);
        shapes.linear(layer + "attention.output.dense", WIDTH, WIDTH);
        shapes.norm(layer + "attention.output.LayerNorm", WIDTH);
        shapes.linear(layer + "intermediate.dense", HIDDEN, WIDTH);
        shapes.linear(layer + "output.dense", WIDTH, HIDDEN);
        shapes.norm(layer + "output.LayerNorm", WIDTH);
    }

    /** Writes a made-up {@code tokenizer/vocab.txt} under a model's folder. */
    static void writeVocabulary(Path hubFolder) throws IOException {
        Path tokenizer = Files.createDirectories(hubFolder.resolve("tokenizer"));
        Files.write(tokenizer.resolve("vocab.txt"), vocabulary());
    }

    /** As many entries as the token table has rows: printable characters, alone and inside a word, then filling. */
    private static List<String> vocabulary() {
        List<String> entries = new ArrayList<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"));
        for (char c = '!'; c <= '~'; c++) {
            if (!Character.isUpperCase(c)) {
                entries.add(String.valueOf(c));
            }
        }
        for (char c = 'a'; c <= 'z'; c++) {
            entries.add("##" + c);
        }
        for (char c = '0'; c <= '9'; c++) {
            entries.add("##" + c);
        }
        while (entries.size() < VOCABULARY) {
            entries.add("[unused" + entries.size() + "]");
        }
        return entries;
    }
}
