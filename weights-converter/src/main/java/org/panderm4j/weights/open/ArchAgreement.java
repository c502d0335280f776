package org.panderm4j.weights.open;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.weights.store.ModelDescription;

/**
 * {@code --arch} beside a converted model: {@code model.json} is its architecture, so what is given may repeat it, not change
 * it. A script that passes the same options to a checkpoint and to its converted folder works.
 */
final class ArchAgreement {
    private final Path description;

    private ArchAgreement(Path description) {
        this.description = description;
    }

    /**
     * Checks every field that is known; others are skipped as everywhere.
     *
     * @param arch what is given; may be a missing node
     * @param model what {@code file} says
     * @throws IllegalArgumentException names the field, what is given and what is there
     */
    static void check(JsonNode arch, ModelDescription model, Path file) {
        ArchAgreement agreement = new ArchAgreement(file);
        agreement.check("vision", arch.path("vision"), image(model.towers().image()));
        Map<String, Number> text = common(model.towers().text());
        text.put("context_length", model.text().contextLength());
        agreement.check("text", arch.path("text"), text);
    }

    private static Map<String, Number> image(Tower tower) {
        Map<String, Number> known = common(tower);
        PatchStem stem = (PatchStem) tower.stem();
        known.put("image_size", stem.image());
        known.put("patch_size", stem.patch());
        known.put("out_dim", tower.outputWidth(Tower.EMBEDDING));
        return known;
    }

    private static Map<String, Number> common(Tower tower) {
        Map<String, Number> known = new LinkedHashMap<>();
        known.put("width", tower.width());
        known.put("layers", tower.blocks().size());
        if (!tower.blocks().isEmpty()) {
            Block block = tower.blocks().get(0);
            known.put("heads", block.heads());
            known.put("eps", block.eps());
            known.put("mlp_ratio", (double) block.hidden() / block.width());
        }
        return known;
    }

    private void check(String tower, JsonNode given, Map<String, Number> known) {
        known.forEach((field, ours) -> {
            JsonNode value = given.path(field);
            if (!value.isMissingNode() && (!value.isNumber() || value.doubleValue() != ours.doubleValue())) {
                throw new IllegalArgumentException("--arch cannot change a converted model: it gives " + tower + "."
                        + field + " " + value + ", " + description + " has " + ours);
            }
        });
    }
}
