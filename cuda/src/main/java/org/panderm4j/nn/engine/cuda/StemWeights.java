package org.panderm4j.nn.engine.cuda;

import java.util.Arrays;
import java.util.Optional;
import org.panderm4j.nn.engine.cuda.Parameters.Kind;
import org.panderm4j.nn.tower.ParameterNames;
import org.panderm4j.nn.tower.Positions;
import org.panderm4j.nn.tower.Stem;
import org.panderm4j.nn.tower.Stem.JointStem;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.Tower;

/** The weights of a stem. */
sealed interface StemWeights {
    /** Over its tokens, if there is one. */
    Optional<NormWeights> norm();

    static StemWeights read(Tower tower, Parameters own, Arithmetic arithmetic) {
        Stem stem = tower.stem();
        if (stem instanceof PatchStem patches) {
            return Patches.read(patches, own, arithmetic);
        }
        if (stem instanceof TokenStem tokens) {
            return Words.read(tokens, own);
        }
        return Joint.read((JointStem) stem, tower.blocks().get(0).attention().scale(), own);
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

    /**
     * Of a stem over pictures with texts.
     *
     * @param network the residual network's convolutions
     * @param projection from its channels to d, the type of a picture's tokens added
     * @param imageNorm over a picture's tokens
     * @param words tokens of texts; each gets the type of a text's tokens instead of a position
     * @param places what absolute positions add to the scores
     */
    record Joint(ResNetWeights network, Linear projection, NormWeights imageNorm, Words words, PlaceWeights places)
            implements StemWeights {
        static Joint read(JointStem stem, double scale, Parameters own) {
            int d = stem.width();
            float[] types = own.values(ParameterNames.TYPES, 2, d);
            Words words = new Words(
                    own.table(ParameterNames.TOKENS, stem.vocabulary(), d),
                    own.upload(Element.F32, "the type of texts", Arrays.copyOf(types, d)),
                    1,
                    Optional.of(own.norm(ParameterNames.STEM_NORM, d)));
            return new Joint(
                    ResNetWeights.read(stem.network(), stem.image(), own),
                    projection(stem, Arrays.copyOfRange(types, d, 2 * d), own),
                    own.norm(ParameterNames.IMAGE_NORM, d),
                    words,
                    new PlaceWeights(stem, scale, own));
        }

        private static Linear projection(JointStem stem, float[] type, Parameters own) {
            int d = stem.width();
            float[] bias = own.values(ParameterNames.IMAGE_PROJECTION + ".bias", d);
            for (int i = 0; i < d; i++) {
                bias[i] += type[i];
            }
            float[] matrix = own.values(
                    ParameterNames.IMAGE_PROJECTION + ".weight",
                    d,
                    stem.network().output());
            return own.linear(ParameterNames.IMAGE_PROJECTION, Kind.EXACT, matrix, Optional.of(bias), d);
        }

        @Override
        public Optional<NormWeights> norm() {
            return Optional.empty();
        }
    }
}
