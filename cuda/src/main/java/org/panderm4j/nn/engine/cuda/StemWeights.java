package org.panderm4j.nn.engine.cuda;

import java.util.Optional;
import org.panderm4j.nn.engine.cuda.Parameters.Kind;
import org.panderm4j.nn.tower.ParameterNames;
import org.panderm4j.nn.tower.Positions;
import org.panderm4j.nn.tower.Stem;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;

/** The weights of a stem. */
sealed interface StemWeights {
    /** Over its tokens, if there is one. */
    Optional<NormWeights> norm();

    static StemWeights read(Stem stem, Parameters own, Arithmetic arithmetic) {
        if (stem instanceof PatchStem patches) {
            return Patches.read(patches, own, arithmetic);
        }
        if (stem instanceof TokenStem tokens) {
            return Words.read(tokens, own);
        }
        throw new IllegalArgumentException("engine 'cuda' runs no tower over " + stem);
    }

    /**
     * Of a stem over patches.
     *
     * @param embedding of a patch
     * @param model what a sequence holds before its patches are added: class token, registers, and positions where they are
     *     added, [places, d]
     * @param places tokens that {@code model} reaches
     */
    record Patches(Linear embedding, long model, int places, Optional<NormWeights> norm) implements StemWeights {
        static Patches read(PatchStem stem, Parameters own, Arithmetic arithmetic) {
            int d = stem.width();
            boolean table = stem.positions() instanceof Positions.Table;
            int places = table ? stem.tokens() : stem.leading();
            float[] model = table ? own.values(ParameterNames.POSITIONS, places, d) : new float[places * d];
            add(own.values(ParameterNames.CLASS_TOKEN, 1, d), model, 0);
            if (stem.registers() > 0) {
                add(own.values(ParameterNames.REGISTERS, stem.registers(), d), model, d);
            }
            return new Patches(
                    embedding(stem, own, new Kind(arithmetic, Element.F32)),
                    own.upload(Element.F32, "the positions", model),
                    places,
                    stem.norm().map(norm -> own.norm(ParameterNames.STEM_NORM, d)));
        }

        private static Linear embedding(PatchStem stem, Parameters own, Kind kind) {
            int d = stem.width();
            float[] matrix = own.values(ParameterNames.PATCH + ".weight", d, stem.patchValues());
            Optional<float[]> bias =
                    stem.bias() ? Optional.of(own.values(ParameterNames.PATCH + ".bias", d)) : Optional.empty();
            return own.linear(ParameterNames.PATCH, kind, Parameters.padded(matrix, stem.patchValues()), bias, d);
        }

        private static void add(float[] tokens, float[] model, int from) {
            for (int i = 0; i < tokens.length; i++) {
                model[from + i] += tokens[i];
            }
        }
    }

    /**
     * Of a stem over words.
     *
     * @param tokens [vocabulary, d]
     * @param places [positions, d], the one type added where there are types
     * @param positions rows of {@code places}
     */
    record Words(long tokens, long places, int positions, Optional<NormWeights> norm) implements StemWeights {
        static Words read(TokenStem stem, Parameters own) {
            int d = stem.width();
            float[] places = own.values(ParameterNames.POSITIONS, stem.positions(), d);
            if (stem.types() > 0) {
                float[] types = own.values(ParameterNames.TYPES, stem.types(), d);
                for (int i = 0; i < places.length; i++) {
                    places[i] += types[i % d];
                }
            }
            return new Words(
                    own.table(ParameterNames.TOKENS, stem.vocabulary(), d),
                    own.upload(Element.F32, "the positions", places),
                    stem.positions(),
                    stem.norm().map(norm -> own.norm(ParameterNames.STEM_NORM, d)));
        }
    }
}
