package org.panderm4j.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineDescriptionTest {
    private static final MachineDescription ONE = new MachineDescription("cpu", 2, "17", "1.0", "3.13");

    @Test
    void namesTheProcessorOfTheFirstCore(@TempDir Path folder) throws IOException {
        Path cpuinfo = Files.writeString(folder.resolve("cpuinfo"), """
                processor\t: 0
                cpu family\t: 25
                model\t\t: 17
                model name\t: AMD EPYC
                flags\t:

                processor\t: 1
                cpu family\t: 6
                model\t\t: 1
                model name\t: other
                """);
        assertThat(MachineDescription.cpu(cpuinfo)).isEqualTo("AMD EPYC, family 25, model 17");
        Files.writeString(cpuinfo, """
                processor\t: 0
                CPU implementer\t: 0x41
                CPU part\t: 0xd0c
                """);
        assertThat(MachineDescription.cpu(cpuinfo)).endsWith(" 0x41 0xd0c");
        assertThat(MachineDescription.cpu(folder.resolve("none"))).startsWith(System.getProperty("os.name"));
    }

    @Test
    void tellsTheVersionsOnTheClassPath() {
        MachineDescription here = MachineDescription.here("17.0.15");
        assertThat(here.jdk()).isEqualTo("17.0.15");
        assertThat(here.nd4j()).startsWith("1.0.0-");
        assertThat(here.onednn()).matches("\\d+\\.\\d+-.*");
    }

    @Test
    void hardwareDecidesAndSoftwareIsNamed() {
        assertThat(ONE.isSameHardware(new MachineDescription("cpu", 2, "21", "1.1", "3.13")))
                .isTrue();
        assertThat(ONE.isSameHardware(new MachineDescription("cpu", 4, "17", "1.0", "3.13")))
                .isFalse();
        assertThat(ONE.isSameHardware(new MachineDescription("other", 2, "17", "1.0", "3.13")))
                .isFalse();
        assertThat(ONE.softwareChanges(new MachineDescription("cpu", 2, "21", "1.0", "absent")))
                .isEqualTo("JDK 17 -> 21, oneDNN 3.13 -> absent");
    }
}
