package org.panderm4j.nn.sae.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.panderm4j.nn.engine.onednn.OneDnn;
import org.panderm4j.nn.sae.GraphSae;
import org.panderm4j.nn.sae.SaeDesign;
import org.panderm4j.nn.sae.SaeNetwork;
import org.panderm4j.nn.sae.SaeWeights;
import org.panderm4j.nn.sae.Sparsity;

class SaeNetworksTest {
    private static final SaeWeights WEIGHTS = new SaeWeights(
            new SaeDesign(2, 3, new Sparsity.L1()), new float[2], new float[6], new float[3], new float[6], 0);

    @Test
    void takesTheFusedFormWhereItIsPresent() {
        try (SaeNetwork network = SaeNetworks.fastest(WEIGHTS, 1)) {
            assertThat(network).isInstanceOf(OneDnn.absence().isEmpty() ? FusedSae.class : GraphSae.class);
        }
    }

    @Test
    void takesTheFormThatIsAskedFor() {
        try (SaeNetwork network = SaeNetworks.open(WEIGHTS, "SameDiff", 1)) {
            assertThat(network).isInstanceOf(GraphSae.class);
        }
    }

    @Test
    void namesTheEnginesWhereOneIsUnknown() {
        assertThatThrownBy(() -> SaeNetworks.open(WEIGHTS, "torch", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'torch'")
                .hasMessageContaining("samediff")
                .hasMessageNotContaining("\n");
    }
}
