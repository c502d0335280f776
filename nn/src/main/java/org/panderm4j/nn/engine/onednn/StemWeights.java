package org.panderm4j.nn.engine.onednn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.panderm4j.nn.tower.ParameterNames;
import org.panderm4j.nn.tower.Positions;
import org.panderm4j.nn.tower.Stem;
import org.panderm4j.nn.tower.Stem.JointStem;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;

/** The weights of a stem. */
sealed interface StemWeights {
    static StemWeights read(Stem stem, double scale, Parameters own, Arithmetic arithmetic) {
        if (stem instanceof PatchStem patches) {
            return Patches.read(patches, own, arithmetic);
        }
        return stem instanceof TokenStem tokens ? Words.read(tokens, own) : Joint.read((JointStem) stem, scale, own);
    }

    /**
     * Of a stem over patches.
     *
     * @param embedding of a patch
     * @param template what a sequence holds before the patches are added: class token, registers, and positions where they are
     *     added, [n, d]; without positions only the tokens in front of the patches
     * @param norm over the sequence, if there is one
     */
    record Patches(PackedLinear embedding, View template, Optional<NormWeights> norm) implements StemWeights {
        static Patches read(PatchStem stem, Parameters own, Arithmetic arithmetic) {
            return new Patches(
                    own.linear(ParameterNames.PATCH, stem.width(), stem.patchValues(), stem.bias(), arithmetic),
                    template(stem, own),
                    stem.norm().map(norm -> own.norm(ParameterNames.STEM_NORM, stem.width())));
        }

        private static View template(PatchStem stem, Parameters own) {
            int d = stem.width();
            boolean table = stem.positions() instanceof Positions.Table;
            int rows = table ? stem.tokens() : stem.leading();
            float[] values = table ? own.values(ParameterNames.POSITIONS, rows, d) : new float[rows * d];
            List<float[]> leading = new ArrayList<>();
            leading.add(own.values(ParameterNames.CLASS_TOKEN, 1, d));
            if (stem.registers() > 0) {
                leading.add(own.values(ParameterNames.REGISTERS, stem.registers(), d));
            }
            int i = 0;
            for (float[] tokens : leading) {
                for (float value : tokens) {
                    values[i++] += value;
                }
            }
            return new View(own.vector(values).location(), Layout.dense(Format.F32, rows, d));
        }
    }

    /**
     * Of a stem over words.
     *
     * @param tokens [vocabulary, d]
     * @param places [n, d]: positions, and the one type where there are types
     * @param norm over the sum, if there is one
     */
    record Words(View tokens, float[] places, Optional<NormWeights> norm) implements StemWeights {
        static Words read(TokenStem stem, Parameters own) {
            int d = stem.width();
            float[] places = own.values(ParameterNames.POSITIONS, stem.positions(), d);
            if (stem.types() > 0) {
                addToRows(places, own.values(ParameterNames.TYPES, stem.types(), d), d);
            }
            return new Words(
                    own.table(ParameterNames.TOKENS, stem.vocabulary(), d),
                    places,
                    stem.norm().map(norm -> own.norm(ParameterNames.STEM_NORM, d)));
        }
    }

    /**
     * Of a stem over pictures with texts.
     *
     * @param network the residual network's convolutions
     * @param projection from its channels to d, the type of a picture's tokens added
     * @param imageNorm over a picture's tokens
     * @param words tokens of texts; each holds the type of a text's tokens instead of a position
     * @param places what absolute positions add to the scores
     */
    record Joint(
            ResNetWeights network, PackedLinear projection, NormWeights imageNorm, Words words, PlaceWeights places)
            implements StemWeights {
        static Joint read(JointStem stem, double scale, Parameters own) {
            int d = stem.width();
            float[] types = own.values(ParameterNames.TYPES, 2, d);
            float[] text = new float[d];
            System.arraycopy(types, 0, text, 0, d);
            Words words = new Words(
                    own.table(ParameterNames.TOKENS, stem.vocabulary(), d),
                    text,
                    Optional.of(own.norm(ParameterNames.STEM_NORM, d)));
            return new Joint(
                    ResNetWeights.read(stem.network(), stem.image(), own),
                    projection(stem, types, own),
                    own.norm(ParameterNames.IMAGE_NORM, d),
                    words,
                    PlaceWeights.read(stem, scale, own));
        }

        private static PackedLinear projection(JointStem stem, float[] types, Parameters own) {
            int d = stem.width();
            float[] bias = own.values(ParameterNames.IMAGE_PROJECTION + ".bias", d);
            for (int i = 0; i < d; i++) {
                bias[i] += types[d + i];
            }
            try (Matrix matrix = own.matrix(
                    ParameterNames.IMAGE_PROJECTION + ".weight",
                    d,
                    stem.network().output())) {
                return own.pack(matrix.view(), Optional.of(bias), Arithmetic.EXACT);
            }
        }
    }

    private static void addToRows(float[] rows, float[] first, int d) {
        for (int i = 0; i < rows.length; i++) {
            rows[i] += first[i % d];
        }
    }
}
