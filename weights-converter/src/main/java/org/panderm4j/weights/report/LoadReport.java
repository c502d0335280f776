package org.panderm4j.weights.report;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a checkpoint holds and what became of each part.
 *
 * @param file the checkpoint
 * @param format its container, in words
 * @param family which network it is, in the words of the key tables
 * @param hyperParameters sizes and switches, each with where it came from
 * @param tensors every tensor of the file
 * @param missing what the network needs and the file lacks
 * @param misshaped what has another shape than the network needs
 * @param beside what lay beside the weights and was not used
 * @param warnings what a user should know
 */
public record LoadReport(
        String file,
        String format,
        String family,
        List<HyperParameter> hyperParameters,
        List<TensorLine> tensors,
        List<Finding> missing,
        List<Finding> misshaped,
        List<String> beside,
        List<String> warnings) {

    /**
     * A size or switch.
     *
     * @param name e.g. {@code image.width}
     * @param value as text
     * @param source e.g. {@code shape of visual.pos_embed}
     */
    public record HyperParameter(String name, String value, String source) {}

    /**
     * A tensor of the file.
     *
     * @param key as it stands in the file
     * @param type element type in the file
     * @param shape in the file
     * @param role our name, or why it is not used
     * @param use whether it is used, ignored with a reason, or unexpected
     */
    public record TensorLine(String key, String type, List<Long> shape, String role, Use use) {}

    /** What became of a tensor. */
    public enum Use {
        USED,
        IGNORED,
        UNEXPECTED
    }

    /**
     * A tensor that is not as it should be.
     *
     * @param key the foreign key
     * @param expected the shape that the network needs
     * @param found the shape in the file, or {@code nothing}
     */
    public record Finding(String key, String expected, String found) {}

    public LoadReport {
        hyperParameters = List.copyOf(hyperParameters);
        tensors = List.copyOf(tensors);
        missing = List.copyOf(missing);
        misshaped = List.copyOf(misshaped);
        beside = List.copyOf(beside);
        warnings = List.copyOf(warnings);
    }

    /** The same with one warning more. */
    public LoadReport warning(String more) {
        List<String> all = Stream.concat(warnings.stream(), Stream.of(more)).toList();
        return new LoadReport(file, format, family, hyperParameters, tensors, missing, misshaped, beside, all);
    }

    /** Keys that no rule knows. */
    public List<String> unexpected() {
        return tensors.stream()
                .filter(line -> line.use() == Use.UNEXPECTED)
                .map(TensorLine::key)
                .toList();
    }

    /** Whether the network can be built from this file and nothing in it is unexplained. */
    public boolean complete() {
        return loadable(false);
    }

    /**
     * Whether the network can be built from this file.
     *
     * @param allowUnexpected whether tensors that no rule knows may be left unread
     */
    public boolean loadable(boolean allowUnexpected) {
        return missing.isEmpty()
                && misshaped.isEmpty()
                && (allowUnexpected || unexpected().isEmpty());
    }
}
