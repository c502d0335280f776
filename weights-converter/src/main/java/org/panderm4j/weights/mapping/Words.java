package org.panderm4j.weights.mapping;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.panderm4j.nn.tower.Activation;

/** The words of tables and configurations for our constants. */
final class Words {
    private Words() {}

    /**
     * An activation by one of its names.
     *
     * @throws MappingException when it is none of ours
     */
    static Activation activation(String name) {
        return switch (name) {
            case "gelu" -> Activation.GELU;
            case "gelu_new", "gelu_pytorch_tanh", "gelu_tanh" -> Activation.GELU_TANH;
            case "quick_gelu" -> Activation.QUICK_GELU;
            case "silu", "swish" -> Activation.SILU;
            default ->
                throw new MappingException(
                        "activation '" + name + "' is not supported; expected gelu, gelu_tanh, quick_gelu or silu");
        };
    }

    /**
     * A constant by its word: {@code MEAN_OF_PATCHES} by {@code mean-of-patches}.
     *
     * @param field what it is said of, for the message
     * @throws MappingException when the word is none of the type's
     */
    static <E extends Enum<E>> E constant(Class<E> type, String field, String word) {
        List<String> words = Arrays.stream(type.getEnumConstants())
                .map(one -> one.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
        int index = words.indexOf(word);
        if (index < 0) {
            throw new MappingException("expected " + field + " to be one of " + words + ", found '" + word + "'");
        }
        return type.getEnumConstants()[index];
    }
}
