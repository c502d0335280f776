package org.panderm4j.weights.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.nn.clip.Towers;
import org.panderm4j.nn.tower.ParameterNames;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.weights.mapping.KeyTable.HeadLine;
import org.panderm4j.weights.report.LoadReport.HyperParameter;

/** A kind of checkpoint. What sets it apart from others is in its key table. */
final class Family {
    private static final String IMAGE = "image";
    private static final String TEXT = "text";
    private static final String VISION = "vision";
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
            "context_length",
            "rope_theta");

    private final String name;
    private final KeyTable table;

    private Family(String name, KeyTable table) {
        this.name = name;
        this.table = table;
    }

    /** All families, in the order in which they are tried. */
    static List<Family> all() {
        return Loaded.ALL;
    }

    private static final class Loaded {
        static final List<Family> ALL = KeyTableReader.families().stream()
                .map(name -> new Family(name, KeyTableReader.read(name)))
                .toList();
    }

    /** Also the name of the key table. */
    String name() {
        return name;
    }

    KeyTable table() {
        return table;
    }

    /**
     * An architecture and where its parts came from.
     *
     * @param towers the network
     * @param contextLength tokens of a text row, if there is a text tower
     * @param hyperParameters with their sources
     * @param warnings contradictions, the shapes having won
     */
    record Inference(
            Towers towers,
            Optional<Integer> contextLength,
            List<HyperParameter> hyperParameters,
            List<String> warnings) {}

    /**
     * The architecture.
     *
     * @param keys as the table spells them
     * @throws MappingException when a size can be told neither from shapes nor from a configuration
     */
    Inference infer(Keys keys, ModelConfigs configs) {
        List<String> warnings = new ArrayList<>();
        Facts facts = new Facts();
        table.configs.forEach(config -> config.read(configs, keys, facts, warnings));
        refuseChoice(configs);
        boolean dual = table.knows(Towers.TEXT + ParameterNames.TOKENS);
        HyperParameters image =
                new HyperParameters(IMAGE, imagePart(configs.arch(), dual), table.settings, facts, warnings);
        Tower imageTower = readImage(keys, image);
        if (!dual) {
            return new Inference(Towers.of(imageTower), Optional.empty(), image.found(), warnings);
        }
        HyperParameters text = new HyperParameters(TEXT, configs.arch().path(TEXT), table.settings, facts, warnings);
        TokenTowerReader reader = new TokenTowerReader(new TowerKeys(keys, table, Towers.TEXT), text);
        Tower textTower = reader.read(heads(TEXT));
        int context = reader.contextLength();
        List<HyperParameter> all = new ArrayList<>(image.found());
        all.addAll(text.found());
        Towers towers = new Towers(imageTower, Optional.of(textTower), keys.has(Towers.LOGIT_BIAS));
        return new Inference(towers, Optional.of(context), all, warnings);
    }

    private Tower readImage(Keys keys, HyperParameters parameters) {
        TowerKeys own = new TowerKeys(keys, table, Towers.IMAGE);
        return own.knows(ParameterNames.PATCH + ".weight")
                ? new PatchTowerReader(own, parameters).read(heads(IMAGE))
                : new JointTowerReader(own, parameters).read(heads(IMAGE));
    }

    private List<HeadLine> heads(String tower) {
        return table.heads.stream().filter(head -> head.tower().equals(tower)).toList();
    }

    /** An option that no tower heeds is refused, not passed over. */
    private void refuseChoice(ModelConfigs configs) {
        if (configs.quickGelu().isPresent() && !choosesActivation(IMAGE) && !choosesActivation(TEXT)) {
            throw new MappingException(
                    "--quick-gelu: the activation of family " + name + " is fixed; leave it at auto");
        }
    }

    /** Whether {@code --quick-gelu} decides the activation of a tower, {@code image} or {@code text}. */
    boolean choosesActivation(String tower) {
        JsonNode none = MissingNode.getInstance();
        Facts facts = new Facts();
        table.configs.forEach(config -> config.read(
                new ModelConfigs(none, none, none, none, Optional.of(true)),
                Keys.of(Map.of()),
                facts,
                new ArrayList<>()));
        KeyTable.Setting setting = table.settings.get(tower + ".activation");
        return setting != null
                && !setting.fixed()
                && facts.of(tower + ".activation")
                        .filter(fact -> fact.file().equals(ModelConfigs.QUICK_GELU))
                        .isPresent();
    }

    /** Of a model with one tower {@code --arch} may hold the fields themselves. */
    private static JsonNode imagePart(JsonNode arch, boolean dual) {
        if (!dual) {
            return arch.has(VISION) ? arch.path(VISION) : arch;
        }
        for (String field : FIELDS) {
            if (arch.hasNonNull(field)) {
                throw new MappingException(
                        "--arch: field " + field + " belongs to one of two towers; put it into \"vision\" or \"text\"");
            }
        }
        return arch.path(VISION);
    }
}
