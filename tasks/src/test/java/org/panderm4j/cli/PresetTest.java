package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PresetTest {
    @Test
    void standsForItsOptions() {
        List<String> found = List.of(Preset.expand("finetune", "--preset", "pad-cm", "--data", "d"));
        assertThat(found)
                .startsWith("finetune")
                .contains("--dataset=pad", "--use-cli", "--channel-order=bgr", "--epochs=50");
        assertThat(found).endsWith("--preset", "pad-cm", "--data", "d");
    }

    @Test
    void isOverruledByWhatIsWritten() {
        List<String> found = List.of(
                Preset.expand("finetune", "--preset=derm7pt-cdm", "--lr", "3e-4", "--use-cli", "--towers=frozen"));
        assertThat(found)
                .doesNotContain(
                        "--learning-rate=1e-5", "--use-derm", "--use-meta", "--towers=full", "--depth-dropout=0.1")
                .contains("--batch-size=32");
    }

    @Test
    void leavesOtherCommandsAndUnknownNamesAlone() {
        assertThat(Preset.expand("pretrain", "--preset", "pad-cm")).containsExactly("pretrain", "--preset", "pad-cm");
        assertThat(Preset.expand("finetune", "--preset", "x")).containsExactly("finetune", "--preset", "x");
    }
}
