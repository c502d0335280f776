package org.panderm4j.weights.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.panderm4j.nn.tower.Activation;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Head;
import org.panderm4j.nn.tower.Head.PooledNorm;
import org.panderm4j.nn.tower.Head.Pooling;
import org.panderm4j.nn.tower.Projection;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.Tower;

/** The BERT text tower of open_clip's custom text models: sizes from shapes, the rest from the text model's own configuration. */
final class BertTower {
    private static final String BERT = "config of the text model";
    private static final String CONFIG = "open_clip_config.json";
    private static final int HEAD_WIDTH = 64;
    private static final double EPS = 1e-12;
    /** Context length of PanDerm-2; open_clip's own default of 77 only holds where a configuration leaves it out. */
    private static final int PANDERM_CONTEXT = 256;

    private static final int OPEN_CLIP_CONTEXT = 77;

    private final Keys keys;
    private final HyperParameters parameters;
    private final ModelConfigs configs;
    private final List<String> warnings;

    BertTower(Keys keys, HyperParameters parameters, ModelConfigs configs, List<String> warnings) {
        this.keys = keys;
        this.parameters = parameters;
        this.configs = configs;
        this.warnings = warnings;
    }

    Tower infer() {
        parameters.requireType("bert");
        checkConfig();
        checkTokenizer();
        String embeddings = "text.transformer.embeddings.";
        long[] words = Shapes.require(keys, embeddings + "word_embeddings.weight", 2);
        long[] places = Shapes.require(keys, embeddings + "position_embeddings.weight", 2);
        long[] types = Shapes.require(keys, embeddings + "token_type_embeddings.weight", 2);
        String source = "shape of " + embeddings + "word_embeddings.weight";
        int vocabulary = parameters.note("vocabulary", (int) words[0], source);
        int width = parameters.integer("width", (int) words[1], source);
        int positions =
                parameters.note("positions", (int) places[0], "shape of " + embeddings + "position_embeddings.weight");
        int layers = parameters.integer(
                "layers", keys.count("text.transformer.encoder.layer.*."), "number of text.transformer.encoder.layer");
        compare("num_hidden_layers", layers, "the number of text.transformer.encoder.layer");
        double eps = eps();
        int padding = padding();
        TokenStem stem = new TokenStem(vocabulary, positions, (int) types[0], width, eps, padding);
        return new Tower(stem, Collections.nCopies(layers, block(width, eps)), Map.of(Tower.EMBEDDING, head(width)));
    }

    /** Tokens of a text row. */
    int contextLength() {
        JsonNode given = configs.textConfig().path("context_length");
        if (given.isIntegralNumber()) {
            return parameters.integer("context_length", given.intValue(), CONFIG);
        }
        return configs.openClip().isMissingNode()
                ? parameters.integer("context_length", PANDERM_CONTEXT, "no open_clip_config.json; PanDerm-2's length")
                : parameters.integer("context_length", OPEN_CLIP_CONTEXT, "absent in " + CONFIG + "; its default");
    }

    private Block block(int width, double eps) {
        String key = "text.transformer.encoder.layer.0.intermediate.dense.weight";
        int hidden = parameters.note("mlp", (int) Shapes.require(keys, key, 2)[0], "shape of " + key);
        return new Block(
                width,
                heads(width),
                Block.NormPlace.AFTER,
                eps,
                Block.Biases.ALL,
                false,
                Block.Mask.PADDING,
                hidden,
                Activation.GELU);
    }

    private int heads(int width) {
        JsonNode configured = configs.bert().path("num_attention_heads");
        return configured.isIntegralNumber()
                ? parameters.integer("heads", configured.intValue(), BERT)
                : Heads.infer(parameters, width, HEAD_WIDTH);
    }

    private double eps() {
        JsonNode configured = configs.bert().path("layer_norm_eps");
        return configured.isNumber()
                ? parameters.real("eps", configured.doubleValue(), BERT)
                : parameters.real("eps", EPS, "BERT's default");
    }

    private int padding() {
        JsonNode configured = configs.bert().path("pad_token_id");
        return configured.isIntegralNumber()
                ? parameters.note("padding", configured.intValue(), BERT)
                : parameters.note("padding", 0, "BERT's default");
    }

    private Head head(int width) {
        JsonNode pooler = configs.textConfig().path("hf_pooler_type");
        if (pooler.isTextual() && !pooler.textValue().equals("mean_pooler")) {
            throw new MappingException(CONFIG + ": text pooler '" + pooler.textValue()
                    + "' does not belong to this family; expected mean_pooler");
        }
        parameters.note("pooling", "mean over real tokens", pooler.isTextual() ? CONFIG : "the family's default");
        return new Head(false, Pooling.MASKED_MEAN, PooledNorm.NONE, 0, projection(width));
    }

    private Projection projection(int width) {
        if (keys.has("text.proj.0.weight") || keys.has("text.proj.2.weight")) {
            long[] first = Shapes.require(keys, "text.proj.0.weight", 2);
            long[] second = Shapes.require(keys, "text.proj.2.weight", 2);
            parameters.note("projection", first[0] + " hidden, " + second[0] + " out", "keys text.proj.0, text.proj.2");
            return new Projection.TwoLayer((int) first[0], (int) second[0], Activation.GELU);
        }
        if (keys.has("text.proj.weight")) {
            long[] only = Shapes.require(keys, "text.proj.weight", 2);
            parameters.note("projection", "linear, " + only[0] + " out", "key text.proj");
            return new Projection.Linear((int) only[0], false);
        }
        parameters.note("projection", "none, " + width + " out", "no key text.proj");
        return new Projection.None();
    }

    private void checkConfig() {
        JsonNode bert = configs.bert();
        // A RoBERTa has the same keys and counts its positions from another start.
        requireText(bert, "model_type", "bert");
        requireText(bert, "position_embedding_type", "absolute");
        requireText(bert, "hidden_act", "gelu");
        compare("vocab_size", "text.transformer.embeddings.word_embeddings.weight", 0);
        compare("hidden_size", "text.transformer.embeddings.word_embeddings.weight", 1);
        compare("max_position_embeddings", "text.transformer.embeddings.position_embeddings.weight", 0);
        compare("type_vocab_size", "text.transformer.embeddings.token_type_embeddings.weight", 0);
        compare("intermediate_size", "text.transformer.encoder.layer.0.intermediate.dense.weight", 0);
    }

    /** Other rows of ids than ours would give other features. */
    private void checkTokenizer() {
        JsonNode options = configs.textConfig().path("tokenizer_kwargs");
        JsonNode clean = options.path("clean");
        boolean cleaned =
                clean.isMissingNode() || clean.isNull() || clean.asText().equals("whitespace");
        if (!cleaned || options.path("strip_sep_token").asBoolean()) {
            throw new MappingException(CONFIG + ": tokenizer_kwargs " + options
                    + " are not supported; expected clean 'whitespace' and strip_sep_token false");
        }
    }

    private static void requireText(JsonNode config, String field, String expected) {
        JsonNode value = config.path(field);
        if (value.isTextual() && !value.textValue().equals(expected)) {
            throw new MappingException(
                    BERT + ": expected " + field + " '" + expected + "', found '" + value.textValue() + "'");
        }
    }

    private void compare(String field, String key, int axis) {
        keys.shape(key)
                .filter(shape -> axis < shape.length)
                .ifPresent(shape -> compare(field, shape[axis], "the shape of " + key));
    }

    private void compare(String field, long found, String source) {
        JsonNode value = configs.bert().path(field);
        if (value.isIntegralNumber() && value.longValue() != found) {
            warnings.add(BERT + " says " + field + " " + value + ", " + source + " says " + found + ": the file wins");
        }
    }
}
