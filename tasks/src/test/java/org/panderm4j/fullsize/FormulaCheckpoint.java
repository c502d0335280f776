package org.panderm4j.fullsize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.panderm4j.weights.checkpoint.DType;
import org.panderm4j.weights.safetensors.SafetensorsWriter;

/**
 * A PanDerm-2 of the real size (414 million parameters, 1.7 GB) whose weights come from {@link Formula}: a folder in hub
 * layout that every command takes for a model. Its features mean nothing; sizes, times and memory are the real ones.
 */
final class FormulaCheckpoint {
    private FormulaCheckpoint() {}

    /** Writes the folder named by the only argument. */
    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            throw new IllegalArgumentException("expected one argument, the folder to write, found " + args.length);
        }
        write(Path.of(args[0]));
    }

    /** Writes configuration, weights and a made-up vocabulary, one tensor in memory at a time. */
    static void write(Path hubFolder) throws IOException {
        Path tokenizer = Files.createDirectories(hubFolder.resolve("tokenizer"));
        Files.writeString(hubFolder.resolve("open_clip_config.json"), CONFIG);
        Files.write(tokenizer.resolve("vocab.txt"), vocabulary());
        SafetensorsWriter writer = new SafetensorsWriter();
        PanDerm2Keys.all()
                .forEach((name, shape) ->
                        writer.add(name, DType.F32, shape, target -> Formula.fill(name, shape, target)));
        writer.write(hubFolder.resolve("open_clip_model.safetensors"));
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
        while (entries.size() < PanDerm2Keys.VOCABULARY) {
            entries.add("[unused" + entries.size() + "]");
        }
        return entries;
    }

    private static final String CONFIG = """
            {
              "model_cfg": {
                "embed_dim": 768,
                "vision_cfg": {"image_size": 224, "layers": 12, "width": 768, "patch_size": 16},
                "text_cfg": {
                  "context_length": 256,
                  "hf_model_name": "neuml/pubmedbert-base-embeddings",
                  "hf_tokenizer_name": "neuml/pubmedbert-base-embeddings",
                  "hf_pooler_type": "mean_pooler"
                }
              },
              "preprocess_cfg": {
                "mean": [0.48145466, 0.4578275, 0.40821073],
                "std": [0.26862954, 0.26130258, 0.27577711],
                "interpolation": "bicubic",
                "resize_mode": "shortest",
                "size": 224
              }
            }
            """;
}
