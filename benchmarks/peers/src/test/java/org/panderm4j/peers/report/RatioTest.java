package org.panderm4j.peers.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.panderm4j.peers.engine.Contestant;
import org.panderm4j.peers.tower.Model;

class RatioTest {
    private static Series series(Contestant contestant, int batch, double[]... rounds) {
        return new Series(contestant, Model.VIT_B, batch, 6e9, List.of(rounds));
    }

    @Test
    void ratesComeFromTheMedianOfAllRounds() {
        Series series = series(Contestant.SAMEDIFF_F32, 8, new double[] {1, 9}, new double[] {2, 3, 4});
        assertThat(series.median()).isEqualTo(3);
        assertThat(series.rate()).isCloseTo(8.0 / 3, within(1e-12));
        assertThat(series.gigaflops()).isCloseTo(2, within(1e-12));
        assertThat(series.roundMedians()).containsExactly(5, 3);
    }

    @Test
    void aRatioOverOneMeansThatOursTakesLessTime() {
        Series ours = series(Contestant.ONEDNN_F32, 8, new double[] {1, 1}, new double[] {2});
        Series peer = series(Contestant.LIBTORCH_F32, 8, new double[] {3, 3}, new double[] {4});
        Ratio ratio = Ratio.of(ours, peer);
        assertThat(ratio.value()).isEqualTo(3);
        assertThat(ratio.lowest()).isEqualTo(2);
        assertThat(ratio.highest()).isEqualTo(3);
    }

    @Test
    void onlyOursWithPeersOnTheSameBatchAreCompared() {
        double[] second = {1};
        List<Ratio> ratios = Ratio.among(List.of(
                series(Contestant.SAMEDIFF_F32, 1, second),
                series(Contestant.SAMEDIFF_F32, 8, second),
                series(Contestant.ONEDNN_F32, 8, second),
                series(Contestant.ONNXRUNTIME_F32, 8, second)));
        assertThat(ratios)
                .extracting(
                        ratio -> ratio.ours().contestant() + " " + ratio.ours().batch())
                .containsExactly("SAMEDIFF_F32 8", "ONEDNN_F32 8");
        assertThat(ratios).allMatch(ratio -> ratio.peer().contestant() == Contestant.ONNXRUNTIME_F32);
    }

    @Test
    void seriesOfDifferentBatchesHaveNoRatio() {
        Series ours = series(Contestant.ONEDNN_F32, 8, new double[] {1});
        Series peer = series(Contestant.LIBTORCH_F32, 1, new double[] {1});
        assertThatThrownBy(() -> Ratio.of(ours, peer)).isInstanceOf(IllegalArgumentException.class);
    }
}
