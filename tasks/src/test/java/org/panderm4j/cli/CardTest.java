package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.cli.MadeUpCard.State;
import org.panderm4j.nn.engine.EngineProvider;
import org.panderm4j.nn.engine.Engines;
import org.panderm4j.verify.GoldenModels.Container;

/**
 * What a user meets with a card, in a program of its own that has one made up: engines are found when one starts. The slow ones run on
 * request.
 */
class CardTest {
    private static final String ROTARY = "dinov3";

    @TempDir
    Path folder;

    private Container container;

    @BeforeEach
    void build() throws IOException {
        container = Fixture.any();
        Path services = Files.createDirectories(folder.resolve("classes/META-INF/services"));
        Files.writeString(services.resolve(EngineProvider.class.getName()), MadeUpCard.class.getName());
    }

    private Program run(State state, List<Object> words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                folder.resolve("classes") + File.pathSeparator + System.getProperty("java.class.path"),
                "-D" + MadeUpCard.STATE + "=" + state,
                Main.class.getName()));
        words.forEach(word -> {
            if (word instanceof List<?> several) {
                several.forEach(one -> command.add(one.toString()));
            } else {
                command.add(word.toString());
            }
        });
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            return new Program(process.waitFor(), Files.readString(out), Files.readString(err));
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new IOException(e);
        }
    }

    private Program embed(State state, Container of, Object... more) throws IOException {
        List<Object> words = new ArrayList<>(List.of("embed", Fixture.model(of), "--images", Fixture.pictures(of)));
        words.addAll(List.of("--out", folder.resolve("run")));
        words.addAll(List.of(more));
        return run(state, words);
    }

    private JsonNode versions(String run) throws IOException {
        return new ObjectMapper()
                .readTree(folder.resolve(run).resolve("run.json").toFile())
                .path("versions");
    }

    private List<String> line(State state, String out, String... more) throws IOException {
        List<String> words = new ArrayList<>(List.of("-D" + MadeUpCard.STATE + "=" + state, "embed"));
        words.addAll(Fixture.model(container));
        words.add("--images");
        Fixture.pictures(container).forEach(picture -> words.add(picture.toString()));
        words.addAll(List.of("--out", folder.resolve(out).toString()));
        words.addAll(List.of(more));
        return words;
    }

    /** The usual cases, in one process, since they run every time: taken, absent, lost, and not for both towers. */
    @Test
    void theCardIsTakenOrTheReasonTold() throws IOException {
        String own = Engines.own().get(0);
        List<Program> said = SeveralPrograms.run(
                folder.resolve("classes"),
                List.of(
                        line(State.WELL, "well", "--precision", "tf32"),
                        line(State.ABSENT, "absent"),
                        line(State.LOST, "lost", "--quiet"),
                        line(State.NO_TEXTS, "texts")));
        assertThat(said.get(0).succeeds().err()).doesNotContain("note: engine");
        assertThat(versions("well").path("engine").asText()).isEqualTo("cuda");
        assertThat(versions("well").path("precision").asText()).isEqualTo("tf32");
        assertThat(versions("well").has("text_engine")).isFalse();

        assertThat(said.get(1).succeeds().err())
                .contains("note: engine cuda is not present here: no driver is made up");
        assertThat(versions("absent").path("engine").asText()).isEqualTo(own);

        said.get(2).fails(ExitStatus.FAILED, "the card was lost while");
        assertThat(folder.resolve("lost/embeddings.npy")).doesNotExist();
        assertThat(folder.resolve("lost/run.json")).doesNotExist();

        assertThat(said.get(3).succeeds().err())
                .containsOnlyOnce(
                        "note: engine " + own + " is taken for the text tower, since engine cuda runs no texts");
        assertThat(versions("texts").path("engine").asText()).isEqualTo("cuda");
        assertThat(versions("texts").path("backend").asText()).isEqualTo("made up for cuda");
        assertThat(versions("texts").path("text_engine").asText()).isEqualTo(own);
        assertThat(versions("texts").path("text_backend").asText()).isEqualTo(Engines.library(own));
    }

    @Test
    @Tag("slow")
    void aTowerThatTheCardDoesNotRunIsToldAndItsEngineNamed() throws IOException {
        Container rotary = Fixture.all().stream()
                .filter(one -> Fixture.family(one).equals(ROTARY))
                .findFirst()
                .orElseThrow();
        Program run = embed(State.WELL, rotary).succeeds();
        assertThat(run.err())
                .containsOnlyOnce("note: engine " + Engines.own().get(0)
                        + " is taken for the image tower, since engine cuda runs no rotary towers");
        assertThat(versions("run").path("engine").asText())
                .isEqualTo(Engines.own().get(0));
    }

    @Test
    @Tag("slow")
    void whatTheCardDoesNotRunIsRefusedBeforeAnythingIsWritten() throws IOException {
        Container rotary = Fixture.all().stream()
                .filter(one -> Fixture.family(one).equals(ROTARY))
                .findFirst()
                .orElseThrow();
        embed(State.WELL, rotary, "--engine", "cuda").fails(ExitStatus.FAILED, "runs no rotary towers", "--engine");
        embed(State.WELL, container, "--engine", "cuda", "--weights", "streamed")
                .fails(ExitStatus.FAILED, "keeps weights in the card's memory", "--weights memory");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    @Tag("slow")
    void aCardThatIsNotThereIsRefusedWithWhatIs() throws IOException {
        embed(State.ABSENT, container, "--engine", "cuda")
                .fails(ExitStatus.FAILED, "no driver is made up", Engines.SAMEDIFF, "--engine auto");
        run(State.ABSENT, List.of("bench", Fixture.model(container), "--engine", "cuda"))
                .fails(ExitStatus.FAILED, "no driver is made up", Engines.SAMEDIFF, "--engine auto");
    }

    @Test
    @Tag("slow")
    void aFullCardIsOneLine() throws IOException {
        embed(State.FULL, container, "--quiet").fails(ExitStatus.FAILED, "the card's memory is full");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    @Tag("slow")
    void theUserSeesThatABatchWasHalved() throws IOException {
        assertThat(embed(State.SHORT, container, "--quiet").succeeds().err())
                .contains("The card's memory does not hold 2 at once; going on with 1.");
    }

    @Test
    @Tag("slow")
    void benchMeasuresTheCardAgainstItself() throws IOException {
        JsonNode rows = run(
                        State.WELL,
                        List.of(
                                "bench",
                                Fixture.model(container),
                                "--engines",
                                "cuda:0,cuda,samediff",
                                "--batch-sizes",
                                "1",
                                "--seconds",
                                "0.05",
                                "--json"))
                .succeeds()
                .json();
        assertThat(rows.findValuesAsText("engine")).containsExactly("cuda:0", "cuda:0", "cuda:0", "samediff");
        assertThat(rows.findValuesAsText("precision")).containsExactly("f32", "tf32", "bf16", "f32");
    }

    @Test
    @Tag("slow")
    void doctorNamesTheCard() throws IOException {
        assertThat(run(State.WELL, List.of("doctor", "--offline")).out())
                .contains("engine cuda")
                .contains("cuda:0 a card that is made up");
    }
}
