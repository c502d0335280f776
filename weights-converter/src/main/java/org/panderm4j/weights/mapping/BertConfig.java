package org.panderm4j.weights.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** The BERT of open_clip's custom text models: its own {@code config.json}, and what open_clip puts around it. */
final class BertConfig implements ConfigFacts {
    private static final String BERT = "config of the text model";
    private static final int OPEN_CLIP_CONTEXT = 77;

    private static final Map<String, String> SIZES = Map.of(
            "vocab_size", "vocabulary",
            "hidden_size", "width",
            "max_position_embeddings", "positions",
            "type_vocab_size", "types",
            "intermediate_size", "mlp",
            "num_hidden_layers", "layers",
            "num_attention_heads", "heads",
            "layer_norm_eps", "eps",
            "pad_token_id", "padding");

    @Override
    public void read(ModelConfigs configs, Keys keys, Facts facts, List<String> warnings) {
        JsonNode bert = configs.bert();
        // A RoBERTa has the same keys and counts its positions from another start.
        requireText(bert, "model_type", "bert");
        requireText(bert, "position_embedding_type", "absolute");
        requireText(bert, "hidden_act", "gelu");
        SIZES.forEach((theirs, ours) -> facts.say("text." + ours, bert.path(theirs), BERT, theirs));
        JsonNode text = configs.textConfig();
        requireTokenizer(text.path("tokenizer_kwargs"));
        context(configs, text, facts);
        pooling(text.path("hf_pooler_type"), facts);
        if (text.isObject()) {
            facts.say(
                    "text.pooling",
                    "masked-mean",
                    "absent in " + OpenClipConfig.FILE + "; its default",
                    "hf_pooler_type");
        }
        OpenClipConfig.projection("text", text, "hf_proj_type", facts);
        facts.say("text.out_dim", configs.model().path("embed_dim"), OpenClipConfig.FILE, "embed_dim");
    }

    private static void context(ModelConfigs configs, JsonNode text, Facts facts) {
        facts.say("text.context_length", text.path("context_length"), OpenClipConfig.FILE, "context_length");
        if (!configs.openClip().isMissingNode()) {
            facts.say(
                    "text.context_length",
                    OPEN_CLIP_CONTEXT,
                    "absent in " + OpenClipConfig.FILE + "; its default",
                    "context_length");
        }
    }

    private static void pooling(JsonNode type, Facts facts) {
        if (type.isTextual()) {
            String pooling = switch (type.textValue()) {
                case "mean_pooler" -> "masked-mean";
                case "cls_pooler" -> HeadReader.CLASS_THEN_POOLER;
                case "cls_last_hidden_state_pooler" -> "class";
                default ->
                    throw new MappingException(OpenClipConfig.FILE + ": text pooler '" + type.textValue()
                            + "' is not supported; expected mean_pooler, cls_pooler or cls_last_hidden_state_pooler");
            };
            facts.say("text.pooling", pooling, OpenClipConfig.FILE, "hf_pooler_type");
        }
    }

    private static void requireText(JsonNode config, String field, String expected) {
        JsonNode value = config.path(field);
        if (value.isTextual() && !value.textValue().equals(expected)) {
            throw new MappingException(
                    BERT + ": expected " + field + " '" + expected + "', found '" + value.textValue() + "'");
        }
    }

    /** Other rows of ids than ours would give other features. */
    private static void requireTokenizer(JsonNode options) {
        JsonNode clean = options.path("clean");
        boolean cleaned =
                clean.isMissingNode() || clean.isNull() || clean.asText().equals("whitespace");
        if (!cleaned || options.path("strip_sep_token").asBoolean()) {
            throw new MappingException(OpenClipConfig.FILE + ": tokenizer_kwargs " + options
                    + " are not supported; expected clean 'whitespace' and strip_sep_token false");
        }
    }
}
