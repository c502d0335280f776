package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
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

    @Test
    void leavesOutWhatOtherChoicesMakeMeaningless() {
        List<String> found = List.of(
                Preset.expand("finetune", "--preset=derm7pt-cdm", "--use-cli", "--use-derm", "--monitor", "none"));
        assertThat(found)
                .contains("--num-head=8", "--fusion=cross attention")
                .doesNotContain("--patience=100", "--use-text-encoder")
                .noneMatch(option -> option.startsWith("--meta-"));
        assertThat(Preset.expand("finetune", "--preset=derm7pt-cdm", "--use-meta", "--monitor=f1"))
                .contains("--patience=100", "--use-text-encoder", "--meta-att-depth=4");
    }

    @Test
    void dropsBlocksWhereATowerLearns() {
        String depth = "--depth-dropout=0.1";
        assertThat(Preset.expand("finetune", "--preset=pad-cm", "--towers", "frozen", "--clinical-tower=lora"))
                .contains(depth);
        String[] each = {"--clinical-tower", "frozen", "--dermoscopic-tower=frozen", "--text-tower=frozen"};
        assertThat(Preset.expand(Stream.concat(Stream.of("finetune", "--preset=pad-cm"), Stream.of(each))
                        .toArray(String[]::new)))
                .doesNotContain(depth);
    }
}
