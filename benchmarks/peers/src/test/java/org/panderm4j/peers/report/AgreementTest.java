package org.panderm4j.peers.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.panderm4j.peers.engine.Contestant;
import org.panderm4j.peers.tower.Model;

class AgreementTest {
    private static final float[][] FEATURES = {{1, 2, -4}, {3, -1, 2}};

    private static Agreement of(float[][] found) {
        Map<Contestant, float[][]> features = new LinkedHashMap<>();
        features.put(Contestant.LIBTORCH_F32, found);
        features.put(Contestant.SAMEDIFF_F32, FEATURES);
        List<Agreement> agreements = Agreement.among(Model.VIT_B, features);
        assertThat(agreements).hasSize(1);
        assertThat(agreements.get(0).reference()).isEqualTo(Contestant.SAMEDIFF_F32);
        return agreements.get(0);
    }

    @Test
    void equalFeaturesAgree() {
        Agreement agreement = of(FEATURES);
        assertThat(agreement.error()).isZero();
        assertThat(agreement.cosine()).isCloseTo(1, within(1e-12));
        assertThat(agreement.contrast()).isCloseTo(6.0 / 4, within(1e-12));
        assertThat(agreement.line()).contains("libtorch-f32 agrees with samediff-f32: max relative error 0.0e+00");
    }

    @Test
    void anErrorIsAShareOfTheLargestValue() {
        Agreement agreement = of(new float[][] {{1, 2, -4}, {3, -1, 2.04f}});
        assertThat(agreement.error()).isCloseTo(0.01, within(1e-6));
        assertThat(agreement.holds()).isFalse();
        assertThat(agreement.line()).contains("DISAGREES");
    }

    @Test
    void scaledFeaturesDisagreeThoughTheirCosineIsOne() {
        Agreement agreement = of(new float[][] {{2, 4, -8}, {6, -2, 4}});
        assertThat(agreement.cosine()).isCloseTo(1, within(1e-12));
        assertThat(agreement.holds()).isFalse();
    }

    @Test
    void notANumberIsNoAgreement() {
        assertThat(of(new float[][] {{1, Float.NaN, -4}, {3, -1, 2}}).holds()).isFalse();
    }

    @Test
    void featuresThatDoNotDependOnTheirInputProveNothing() {
        Map<Contestant, float[][]> features = new LinkedHashMap<>();
        features.put(Contestant.SAMEDIFF_F32, new float[][] {{1, 2}, {1, 2.000001f}});
        features.put(Contestant.LIBTORCH_F32, new float[][] {{1, 2.000001f}, {1, 2}});
        assertThat(Agreement.among(Model.VIT_B, features).get(0).holds()).isFalse();
    }

    @Test
    void withoutOursAPeerInSinglePrecisionIsTheReference() {
        Map<Contestant, float[][]> features = new LinkedHashMap<>();
        features.put(Contestant.LIBTORCH_BF16, FEATURES);
        features.put(Contestant.ONNXRUNTIME_F32, FEATURES);
        assertThat(Agreement.among(Model.TEXT, features).get(0).reference()).isEqualTo(Contestant.ONNXRUNTIME_F32);
    }
}
