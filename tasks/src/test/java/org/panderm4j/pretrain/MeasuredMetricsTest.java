package org.panderm4j.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeasuredMetricsTest {
    @Test
    void lossesAndRanksAreBetterWhenTheyAreSmall() {
        List<String> all = new MeasuredMetrics(true, List.of("loss", "my_rank")).names();
        assertThat(all.stream().filter(name -> !MeasuredMetrics.largerIsBetter(name)))
                .containsExactly(
                        "loss",
                        "image_to_text_mean_rank",
                        "image_to_text_median_rank",
                        "text_to_image_mean_rank",
                        "text_to_image_median_rank");
        assertThat(all).contains("loss_acc", "loss_bacc", "my_rank_acc", "text_to_image_R@1");
    }

    @Test
    void whatIsNotGivenIsNotMeasured() {
        assertThat(new MeasuredMetrics(false, List.of("ham")).names()).containsExactly("ham_acc", "ham_bacc");
        assertThat(new MeasuredMetrics(true, List.of()).names()).hasSize(13);
    }
}
