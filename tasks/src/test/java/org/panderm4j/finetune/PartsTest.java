package org.panderm4j.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.panderm4j.data.random.RandomStreams;
import org.panderm4j.data.sampling.FinetuneEpochs;
import org.panderm4j.nn.train.loop.Watch;

class PartsTest {
    private static final FinetuneEpochs EPOCHS = FinetuneEpochs.shuffled(4, 2, 1, new RandomStreams(0));

    private static Optional<Watch> watch(String monitor, boolean reference) {
        FinetuneOptions options = DrawnCases.options(monitor, reference);
        Selection selection = new Selection(new int[] {0, 1}, new int[] {2}, new int[0]);
        return new Parts(null, null, options, null, selection, null)
                .plan(EPOCHS)
                .watch();
    }

    @Test
    void aLossAsGoodAsTheBestIsBetterInTheReferenceAlone() {
        assertThat(watch("loss", true)).contains(new Watch("loss", false, 0, true));
        assertThat(watch("loss", false)).contains(new Watch("loss", false, 0, false));
        assertThat(watch("acc", true)).contains(new Watch("acc", true, 0, false));
    }
}
