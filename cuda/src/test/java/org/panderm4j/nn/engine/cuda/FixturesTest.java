package org.panderm4j.nn.engine.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.panderm4j.nn.tower.Tower;

/** Whether fixtures are what the towers and weights of today give, which needs no card. */
class FixturesTest {
    @Test
    void everyHeadHasOne() {
        CheckedTowers.all().forEach((name, tower) -> {
            for (String head : tower.heads().keySet()) {
                assertThat(Fixtures.read(name, head))
                        .as("%s %s", name, head)
                        .hasSize(CheckedTowers.batch(name) * tower.outputWidth(head));
            }
            assertThat(Fixtures.read(name, CheckedTowers.INNER)).as(name).hasSizeGreaterThan(900);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"vit-odd-widths", "clip-text"})
    void loopsGiveTheSameStill(String name) {
        Tower tower = CheckedTowers.all().get(name);
        Map<String, double[]> outputs =
                FixtureWriter.loops(tower, new DrawnWeights(tower), DrawnBatches.of(tower, CheckedTowers.batch(name)));
        for (String head : tower.heads().keySet()) {
            double[] kept = Fixtures.read(name, head);
            double[] now = outputs.get(head);
            for (int i = 0; i < kept.length; i++) {
                assertThat(kept[i]).isEqualTo(now[i], offset(1e-6));
            }
        }
    }
}
