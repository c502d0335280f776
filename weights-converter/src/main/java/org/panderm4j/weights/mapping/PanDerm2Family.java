package org.panderm4j.weights.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.panderm4j.nn.clip.DualTower;
import org.panderm4j.weights.report.LoadReport.HyperParameter;

/** PanDerm-2 and DermLIP-PanDerm: a PanDerm image tower and a BERT text tower. */
final class PanDerm2Family implements Family {
    private static final List<String> FIELDS = List.of(
            "type",
            "image_size",
            "patch_size",
            "width",
            "layers",
            "heads",
            "mlp_ratio",
            "eps",
            "out_dim",
            "context_length");

    @Override
    public String name() {
        return "panderm2";
    }

    /** The query bias beside a fused qkv is this image tower's alone. */
    @Override
    public boolean recognises(Keys keys) {
        return keys.names().stream().anyMatch(key -> key.matches("visual\\.blocks\\.[0-9]+\\.attn\\.q_bias"));
    }

    @Override
    public Inference infer(Keys keys, ModelConfigs configs) {
        refuseFlat(configs.arch());
        HyperParameters image = new HyperParameters("image", configs.arch().path("vision"));
        HyperParameters text = new HyperParameters("text", configs.arch().path("text"));
        List<String> warnings = new ArrayList<>();
        PanDermTower imageTower = new PanDermTower(keys, image, warnings);
        BertTower textTower = new BertTower(keys, text, configs, warnings);
        DualTower towers = new DualTower(imageTower.infer(), textTower.infer(), keys.has("logit_bias"));
        int context = textTower.contextLength();
        List<HyperParameter> all = new ArrayList<>(image.found());
        all.addAll(text.found());
        return new Inference(towers, context, all, warnings);
    }

    /** Fields of a single tower would be read by nobody. */
    private static void refuseFlat(JsonNode arch) {
        for (String field : FIELDS) {
            if (arch.hasNonNull(field)) {
                throw new MappingException(
                        "--arch: field " + field + " belongs to one of two towers; put it into \"vision\" or \"text\"");
            }
        }
    }
}
