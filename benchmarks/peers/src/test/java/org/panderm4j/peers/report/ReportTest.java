package org.panderm4j.peers.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.panderm4j.peers.engine.Contestant;
import org.panderm4j.peers.tower.Model;

class ReportTest {
    private static final Machine MACHINE =
            new Machine("Some CPU", List.of("avx2"), 2, 24, 0.5, "17", "Linux", Map.of("OMP_WAIT_POLICY", "passive"));

    private static final Outcome OUTCOME = new Outcome(
            Map.of(Contestant.ONEDNN_BF16, "panderm4j onednn"),
            List.of(),
            List.of(
                    new Series(Contestant.ONEDNN_BF16, Model.TEXT, 64, 1e12, List.of(new double[] {0.5, 0.5})),
                    new Series(Contestant.LIBTORCH_BF16, Model.TEXT, 64, 1e12, List.of(new double[] {2, 2}))));

    @Test
    void theTableNamesRatesAndRatios() {
        assertThat(Markdown.of(MACHINE, 2, OUTCOME))
                .contains("Some CPU (avx2), 2 cores, 24 GiB")
                .contains("environment {OMP_WAIT_POLICY=passive}; 2 threads an engine.")
                .contains("| onednn | bf16 | text | 64 | 128.00 texts | 2000 | 0.0 % |")
                .contains("| text | 64 | onednn-bf16 | libtorch-bf16 | 4.00 | 4.00 to 4.00 |");
    }

    @Test
    void theFileHoldsEveryTime() {
        JsonNode root = Json.of(MACHINE, 2, OUTCOME);
        JsonNode result = root.at("/results/1");
        assertThat(result.path("engine").asText()).isEqualTo("libtorch");
        assertThat(result.path("items_per_second").asDouble()).isCloseTo(32, within(1e-9));
        assertThat(result.at("/seconds/0/1").asDouble()).isEqualTo(2);
        assertThat(root.at("/ratios/0/ratio").asDouble()).isEqualTo(4);
        assertThat(root.at("/machine/flags/0").asText()).isEqualTo("avx2");
    }
}
