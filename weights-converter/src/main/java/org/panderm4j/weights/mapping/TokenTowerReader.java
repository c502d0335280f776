package org.panderm4j.weights.mapping;

import java.util.List;
import java.util.Optional;
import org.panderm4j.nn.tower.Norm;
import org.panderm4j.nn.tower.ParameterNames;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.TextEnd;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.weights.mapping.KeyTable.HeadLine;

/** A text transformer from the shapes of its tensors. */
final class TokenTowerReader {
    private final TowerKeys keys;
    private final HyperParameters parameters;

    TokenTowerReader(TowerKeys keys, HyperParameters parameters) {
        this.keys = keys;
        this.parameters = parameters;
    }

    Tower read(List<HeadLine> heads) {
        parameters.requireType();
        long[] words = keys.shape(ParameterNames.TOKENS, 2);
        int vocabulary = parameters.size("vocabulary", words[0], keys.source(ParameterNames.TOKENS));
        int width = parameters.size("width", words[1], keys.source(ParameterNames.TOKENS));
        int positions = positions();
        int types = types();
        double eps = parameters.real("eps");
        Optional<Norm> norm =
                keys.knows(ParameterNames.STEM_NORM + ".weight") ? Optional.of(new Norm(eps)) : Optional.empty();
        TokenStem stem = new TokenStem(vocabulary, positions, types, width, norm, end());
        return new Tower(
                stem,
                new BlockReader(keys, parameters).read(width, eps),
                new HeadReader(keys, parameters, width).read(heads, eps));
    }

    /** Tokens of a text row. */
    int contextLength() {
        return parameters.integer(
                "context_length",
                Math.toIntExact(keys.shape(ParameterNames.POSITIONS, 2)[0]),
                keys.source(ParameterNames.POSITIONS));
    }

    private int positions() {
        long rows = keys.shape(ParameterNames.POSITIONS, 2)[0];
        return parameters.size("positions", rows, keys.source(ParameterNames.POSITIONS));
    }

    private int types() {
        if (!keys.knows(ParameterNames.TYPES)) {
            return 0;
        }
        return parameters.size("types", keys.shape(ParameterNames.TYPES, 2)[0], keys.source(ParameterNames.TYPES));
    }

    private TextEnd end() {
        String end = parameters.word("end");
        return switch (end) {
            case "padding" -> new TextEnd.Padding(parameters.id("padding"));
            case "first-id" -> new TextEnd.FirstId(parameters.id("end_id"));
            case "largest-id" -> new TextEnd.LargestId();
            default ->
                throw new MappingException(
                        "expected end to be one of [padding, first-id, largest-id], found '" + end + "'");
        };
    }
}
