package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.data.npy.Npy;
import org.panderm4j.verify.GoldenModels.Container;

/** Commands that need texts, with models that embed pictures only: one line that says so, nothing written. */
class VisionOnlyTest {
    @TempDir
    Path folder;

    static List<Container> containers() throws IOException {
        return Fixture.onePerFamily(Fixture.withoutTexts());
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("containers")
    void isRefusedForWantOfATextTower(Container container) throws IOException {
        Path picture = Fixture.pictures(container).get(0);
        Path csv = Given.lines(folder.resolve("in/set.csv"), "path,label,caption", picture + ",0,a mole");
        Path texts = Given.lines(folder.resolve("in/texts.txt"), "a mole");
        Path tokens = folder.resolve("in/tokens.npy");
        Npy.write(tokens, new long[] {0, 5, 2}, 1, 3);
        Path out = folder.resolve("out");
        refuses(container, "classify", picture, "--labels", "nevus,melanoma");
        refuses(container, "zero-shot", "--dataset", "ph2=" + csv, "--out", out);
        refuses(container, "retrieve", "--csv", csv, "--caption-column", "caption", "--out", out);
        refuses(container, "embed-text", "--text", "a mole", "--out", out);
        refuses(container, "embed-text", "--tokens", tokens, "--out", out);
        refuses(container, "tokenize", "--file", texts, "--out", out);
        assertThat(Given.files(folder)).containsExactly("in/set.csv", "in/texts.txt", "in/tokens.npy");
        assertThat(out).doesNotExist();
    }

    private static void refuses(Container container, String command, Object... more) {
        List<Object> words = new ArrayList<>(List.of(command, Fixture.model(container)));
        words.addAll(List.of(more));
        Program run = Program.run(words.toArray())
                .fails(ExitStatus.FAILED, container.checkpoint(), Fixture.family(container), "has no text tower");
        assertThat(run.err().lines()).as(command).hasSize(1);
    }
}
