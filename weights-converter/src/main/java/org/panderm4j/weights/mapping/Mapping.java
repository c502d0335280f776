package org.panderm4j.weights.mapping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.nn.clip.Towers;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.checkpoint.CheckpointException;
import org.panderm4j.weights.checkpoint.TensorSource;
import org.panderm4j.weights.mapping.KeyTable.Rule;
import org.panderm4j.weights.report.LoadReport;
import org.panderm4j.weights.report.LoadReport.Finding;
import org.panderm4j.weights.report.LoadReport.TensorLine;
import org.panderm4j.weights.report.LoadReport.Use;

/**
 * Lays a family's key table over a checkpoint.
 *
 * @param family name of the family
 * @param towers the architecture
 * @param contextLength tokens of a text row, if there is a text tower
 * @param preprocess name of what is done to pictures where no configuration says it
 * @param sizeFromConfig whether the image tower knows no size of its own, so that the configuration's holds
 * @param weights by our names; complete only if the report is
 * @param report every tensor and where every size came from
 */
public record Mapping(
        String family,
        Towers towers,
        Optional<Integer> contextLength,
        String preprocess,
        boolean sizeFromConfig,
        Weights weights,
        LoadReport report) {
    private static final String UNSUPPORTED = "unsupported";

    /** Names of the families that can be read. */
    public static List<String> families() {
        return Family.all().stream().map(Family::name).toList();
    }

    /**
     * Whether {@code --quick-gelu} decides the activation of a tower.
     *
     * @param family of the model; of one that is not known nothing is decided
     * @param tower {@code image} or {@code text}
     */
    public static boolean choosesActivation(String family, String tower) {
        return Family.all().stream().anyMatch(one -> one.name().equals(family) && one.choosesActivation(tower));
    }

    /**
     * Recognises a checkpoint and maps it, whatever is missing.
     *
     * @throws MappingException when no family fits, or the sizes cannot be told
     */
    public static Mapping inspect(Checkpoint checkpoint, ModelConfigs configs) {
        try {
            Keys plain = Keys.of(checkpoint.tensors());
            refuse(plain, KeyTableReader.read(UNSUPPORTED));
            Family family = recognise(plain);
            Keys keys = plain.renamed(family.table());
            refuse(keys, family.table());
            return new Builder(checkpoint, family, keys).build(family.infer(keys, configs));
        } catch (IllegalArgumentException e) {
            // Sizes that make no network, too: whoever reads it must know of which file.
            throw new MappingException(checkpoint.file() + ": " + e.getMessage());
        }
    }

    private static void refuse(Keys keys, KeyTable table) {
        for (String key : keys.names()) {
            table.refused(key).ifPresent(reason -> {
                throw new MappingException(
                        "tensor " + CheckpointException.visible(keys.tensor(key).name()) + ": " + reason);
            });
        }
    }

    /**
     * The same, and refuses a checkpoint that is not complete.
     *
     * @param allowUnexpected whether tensors that no rule knows may be left unread
     * @throws MappingException names the first tensor that is missing, mis-shaped or unexpected
     */
    public static Mapping load(Checkpoint checkpoint, ModelConfigs configs, boolean allowUnexpected) {
        Mapping mapping = inspect(checkpoint, configs);
        LoadReport report = mapping.report();
        if (!report.missing().isEmpty()) {
            Finding first = report.missing().get(0);
            throw refusal(
                    checkpoint,
                    "tensor " + first.key() + " is missing",
                    report.missing().size());
        }
        if (!report.misshaped().isEmpty()) {
            Finding first = report.misshaped().get(0);
            throw refusal(
                    checkpoint,
                    "tensor " + first.key() + ": expected shape " + first.expected() + ", found " + first.found(),
                    report.misshaped().size());
        }
        List<String> unexpected = report.unexpected();
        if (!unexpected.isEmpty() && !allowUnexpected) {
            throw refusal(
                    checkpoint,
                    "tensor " + CheckpointException.visible(unexpected.get(0))
                            + " is unexpected (--allow-unexpected loads the file without it)",
                    unexpected.size());
        }
        return mapping;
    }

    private static MappingException refusal(Checkpoint checkpoint, String what, int count) {
        String more = count > 1 ? ", and " + (count - 1) + " more like it" : "";
        return new MappingException(checkpoint.file() + ": " + what + more + "; 'panderm inspect " + checkpoint.file()
                + "' lists them all");
    }

    private static Family recognise(Keys keys) {
        return Family.all().stream()
                .filter(family -> family.table().recognises(keys.renamed(family.table())))
                .findFirst()
                .orElseThrow(() -> new MappingException("none of the known families (" + String.join(", ", families())
                        + ") has these " + keys.names().size() + " tensors, e.g. "
                        + keys.names().stream()
                                .limit(3)
                                .map(CheckpointException::visible)
                                .toList()));
    }

    /** Walks over what the network needs, takes it from the checkpoint, and notes what is left. */
    private static final class Builder {
        private final Checkpoint checkpoint;
        private final Family family;
        private final KeyTable table;
        private final Keys keys;
        private final Ways ways;
        private final Map<String, MappedWeights.Part> parts = new LinkedHashMap<>();
        private final Map<String, String> roles = new HashMap<>();
        private final List<Finding> missing = new ArrayList<>();
        private final List<Finding> misshaped = new ArrayList<>();

        Builder(Checkpoint checkpoint, Family family, Keys keys) {
            this.checkpoint = checkpoint;
            this.family = family;
            this.table = family.table();
            this.keys = keys;
            this.ways = new Ways(keys, table);
        }

        Mapping build(Family.Inference inference) {
            Towers towers = inference.towers();
            towers.parameterShapes().forEach(this::take);
            LoadReport report = new LoadReport(
                    checkpoint.file().toString(),
                    checkpoint.format(),
                    family.name(),
                    inference.hyperParameters(),
                    lines(),
                    missing,
                    misshaped,
                    beside(),
                    inference.warnings());
            return new Mapping(
                    family.name(),
                    towers,
                    inference.contextLength(),
                    table.preprocess,
                    table.sizeFromConfig,
                    new MappedWeights(parts),
                    report);
        }

        private void take(String ours, long[] shape) {
            Rule rule = ways.of(ours);
            List<TensorSource> sources = new ArrayList<>();
            for (String key : rule.theirs()) {
                TensorSource source = keys.tensor(key);
                int count = rule.theirs().size();
                String expected = rule.operation().expected(shape, count);
                if (source == null) {
                    note(missing, new Finding(ways.spelled(key, ours), expected, "nothing"));
                    continue;
                }
                // Parts of one tensor of theirs go to several of ours.
                roles.merge(key, ours, (before, more) -> before + ", " + more);
                if (rule.operation().fits(source.shape(), shape, count)) {
                    sources.add(source);
                } else {
                    note(misshaped, new Finding(source.name(), expected, Arrays.toString(source.shape())));
                }
            }
            if (sources.size() == rule.theirs().size()) {
                parts.put(ours, new MappedWeights.Part(shape, rule.operation(), sources));
            }
        }

        /** One line for a tensor of theirs, however many of ours are made of it. */
        private static void note(List<Finding> findings, Finding finding) {
            if (findings.stream().noneMatch(one -> one.key().equals(finding.key()))) {
                findings.add(finding);
            }
        }

        private List<TensorLine> lines() {
            List<TensorLine> lines = new ArrayList<>();
            for (String key : keys.names()) {
                Optional<String> ignored = ignored(key);
                String role = roles.getOrDefault(key, ignored.orElse("no rule knows it"));
                Use use = roles.containsKey(key) ? Use.USED : ignored.isPresent() ? Use.IGNORED : Use.UNEXPECTED;
                TensorSource tensor = keys.tensor(key);
                List<Long> shape = Arrays.stream(tensor.shape()).boxed().toList();
                lines.add(new TensorLine(tensor.name(), tensor.dtype().toString(), shape, role, use));
            }
            return lines;
        }

        private Optional<String> ignored(String key) {
            boolean empty = keys.tensor(key).elements() == 0;
            return empty ? Optional.of("holds nothing") : table.ignored(key);
        }

        private List<String> beside() {
            List<String> beside = new ArrayList<>();
            checkpoint
                    .values()
                    .forEach((path, value) -> beside.add(CheckpointException.visible(path) + " = "
                            + CheckpointException.visible(String.valueOf(value))));
            beside.addAll(checkpoint.skipped());
            return beside;
        }
    }
}
