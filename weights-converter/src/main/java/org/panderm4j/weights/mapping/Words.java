package org.panderm4j.weights.mapping;

import java.util.Locale;
import org.panderm4j.nn.tower.Activation;
import org.panderm4j.nn.tower.Block.NormPlace;

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

    static NormPlace normPlace(String name) {
        return NormPlace.valueOf(constant(name));
    }

    /** {@code mean-of-patches} as {@code MEAN_OF_PATCHES}. */
    static String constant(String word) {
        return word.replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
