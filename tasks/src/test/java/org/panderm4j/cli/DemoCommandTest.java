package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tour of a model with random weights: figures mean nothing, but they are there, and guessing is what they show. */
class DemoCommandTest {
    @TempDir
    private Path folder;

    private static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(Files.readString(file));
    }

    @Test
    void leavesFiguresAPageAndARecord() throws IOException {
        Path out = folder.resolve("tour");
        Program run = Program.run("demo", "--model", ShippedModelTest.tinyModel(), "--out", out)
                .succeeds();
        assertThat(run.out())
                .contains("Zero-shot diagnosis", "overlying hair", "Retrieval among 500 pairs", "Similar cases")
                .contains("no clinical meaning", out.resolve("report.html").toString(), "--model demo");
        assertThat(Given.files(out)).containsExactly("report.html", "results.json", "run.json");
        JsonNode results = json(out.resolve("results.json"));
        assertThat(results.at("/zero_shot/n").intValue()).isEqualTo(500);
        assertThat(results.at("/zero_shot/top1").doubleValue()).isBetween(0.02, 0.4);
        assertThat(results.at("/retrieval/n").intValue()).isEqualTo(500);
        assertThat(results.at("/retrieval/recall_at_5").doubleValue()).isBetween(0.0, 0.2);
        assertThat(results.at("/prompts"))
                .hasSizeGreaterThanOrEqualTo(5)
                .allSatisfy(prompt ->
                        assertThat(prompt.get("share_of_all").doubleValue()).isBetween(0.01, 0.5));
        assertThat(json(out.resolve("run.json")).get("command").textValue()).isEqualTo("demo");
        String page = Files.readString(out.resolve("report.html"));
        assertThat(page)
                .contains("Zero-shot diagnosis", "Pictures for a text", "Similar cases", "Research use only")
                .contains("of 500 pictures get the right one of 8 names")
                .contains("data:image/jpeg;base64,");
        assertThat(page.replaceAll("base64,[A-Za-z0-9+/=]+", "")).doesNotContain("http:", "https:", "<script", "NaN");

        // The same seed is the same tour, wherever it goes.
        Program again = Program.run("demo", "--model", ShippedModelTest.tinyModel(), "--json")
                .succeeds();
        assertThat(again.json()).isEqualTo(results);
        Program.run("demo", "--model", ShippedModelTest.tinyModel(), "--out", out)
                .fails(ExitStatus.FAILED, out, "finished");
        Program.run("demo", "--model", ShippedModelTest.tinyModel(), "--out", out, "--resume")
                .succeeds();
    }

    @Test
    void needsTexts() throws IOException {
        Program.run("demo", Fixture.model(Fixture.withoutTexts().get(0))).fails(ExitStatus.FAILED, "no text tower");
    }

    @Test
    void resumesOnlyWhatHasAPlace() {
        Program.run("demo", "--resume").fails(ExitStatus.USAGE, "--out");
    }
}
