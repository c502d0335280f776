package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
    @TempDir
    Path folder;

    @Test
    void findsThisMachineFit() throws IOException {
        JsonNode findings = Program.run("doctor", "--json", Fixture.model(Fixture.any()))
                .succeeds()
                .json();
        assertThat(findings.findValuesAsText("subject"))
                .contains(
                        "Java",
                        "Java heap",
                        "memory",
                        "processor",
                        "ND4J",
                        "OpenCV",
                        "engines",
                        "hub cache",
                        "disk",
                        "hub",
                        "model",
                        "pictures",
                        "vocabulary");
        assertThat(findings.findValuesAsText("status")).doesNotContain("FAIL");
        assertThat(Program.run("doctor").succeeds().out()).contains("PASS").contains("OpenCV");
    }

    @Test
    void failsOnAModelThatDoesNotOpen() throws IOException {
        Path absent = folder.resolve("absent.safetensors");
        Program run = Program.run("doctor", "--json", "--model", absent, "--offline");
        assertThat(run.status()).isEqualTo(ExitStatus.FAILED);
        assertThat(run.json()).anySatisfy(row -> {
            assertThat(row.get("status").textValue()).isEqualTo("FAIL");
            assertThat(row.get("found").textValue()).contains(absent.toString());
            assertThat(row.get("cure").textValue()).isNotEmpty();
        });
    }
}
