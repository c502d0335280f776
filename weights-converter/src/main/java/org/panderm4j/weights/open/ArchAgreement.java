package org.panderm4j.weights.open;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.nn.tower.Activation;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Stem.JointStem;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.weights.mapping.Mapping;
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
        boolean flat = model.towers().text().isEmpty() && !arch.has("vision");
        agreement.check(
                "vision",
                flat ? arch : arch.path("vision"),
                image(model.towers().image()));
        model.towers().text().ifPresent(tower -> {
            Map<String, Number> text = common(tower);
            text.put("context_length", model.text().orElseThrow().contextLength());
            agreement.check("text", arch.path("text"), text);
        });
    }

    /**
     * Checks {@code --quick-gelu} against the towers whose activation it decides, as it would be of the checkpoint.
     *
     * @throws IllegalArgumentException when such a tower has the other activation, or there is none
     */
    static void checkActivation(Optional<Boolean> quick, ModelDescription model, Path file) {
        if (quick.isEmpty()) {
            return;
        }
        List<Tower> towers = switched(model);
        if (towers.isEmpty()) {
            throw new IllegalArgumentException("--quick-gelu: " + file + " is of family " + model.family()
                    + ", whose activation is fixed; leave it at auto");
        }
        Activation wanted = quick.get() ? Activation.QUICK_GELU : Activation.GELU;
        Optional<Activation> other = towers.stream()
                .flatMap(tower -> tower.blocks().stream())
                .map(block -> block.mlp().activation())
                .filter(activation -> activation != wanted)
                .findFirst();
        if (other.isPresent()) {
            throw new IllegalArgumentException("--quick-gelu cannot change a converted model: " + file
                    + " has activation " + other.get() + "; convert it again with --quick-gelu");
        }
    }

    private static List<Tower> switched(ModelDescription model) {
        List<Tower> towers = new ArrayList<>();
        if (Mapping.choosesActivation(model.family(), "image")) {
            towers.add(model.towers().image());
        }
        if (Mapping.choosesActivation(model.family(), "text")) {
            model.towers().text().ifPresent(towers::add);
        }
        return towers;
    }

    private static Map<String, Number> image(Tower tower) {
        Map<String, Number> known = common(tower);
        if (tower.stem() instanceof PatchStem stem) {
            known.put("image_size", stem.image());
            known.put("patch_size", stem.patch());
        } else if (tower.stem() instanceof JointStem stem) {
            known.put("image_size", stem.image());
            known.put("vocab", stem.vocabulary());
        }
        known.put("out_dim", tower.outputWidth(Tower.EMBEDDING));
        return known;
    }

    private static Map<String, Number> common(Tower tower) {
        Map<String, Number> known = new LinkedHashMap<>();
        known.put("width", tower.width());
        known.put("layers", tower.blocks().size());
        if (!tower.blocks().isEmpty()) {
            Block block = tower.blocks().get(0);
            known.put("heads", block.attention().heads());
            known.put("eps", block.eps());
            known.put("mlp_ratio", 1.0 * block.mlp().hidden() / block.width());
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
