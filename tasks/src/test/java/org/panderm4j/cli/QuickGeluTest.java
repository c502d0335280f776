package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.model.DermModel;
import org.panderm4j.nn.tower.Activation;
import org.panderm4j.verify.GoldenModels.Container;

/** {@code --quick-gelu}: which of two activations a CLIP was trained with, where its files do not tell or tell wrong. */
class QuickGeluTest {
    /** The families whose files can say either. */
    private static final Set<String> CHOICE = Set.of("openclip-vit", "openclip-vit-bert", "hf-clip");

    @TempDir
    Path folder;

    static List<Container> clips() throws IOException {
        return Fixture.withTexts().stream()
                .filter(container -> CHOICE.contains(Fixture.family(container)))
                .toList();
    }

    static List<Container> fixed() throws IOException {
        return Fixture.onePerFamily(Fixture.all()).stream()
                .filter(container -> List.of("panderm2", "panderm-v1").contains(Fixture.family(container)))
                .toList();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("clips")
    void choosesTheActivation(Container container) throws IOException {
        float[][] on = features(container, "on");
        float[][] off = features(container, "off");
        float[][] auto = features(container, "auto");
        assertThat(Arrays.deepEquals(on, off)).isFalse();
        boolean quick;
        try (DermModel model = container.open()) {
            quick = model.description().towers().image().blocks().get(0).mlp().activation() == Activation.QUICK_GELU;
        }
        assertThat(auto).isDeepEqualTo(quick ? on : off);
    }

    private float[][] features(Container container, String choice) throws IOException {
        Path out = folder.resolve(choice);
        Path pixels = container.folder().resolve("pixels.npy");
        Program.run("embed", Fixture.model(container), "--pixels", pixels, "--quick-gelu", choice, "--out", out)
                .succeeds();
        return Given.rows(out.resolve("embeddings.npy"));
    }

    @ParameterizedTest
    @MethodSource("fixed")
    void isRefusedWhereTheFamilyHasOne(Container container) throws IOException {
        for (String choice : List.of("on", "off")) {
            Program run = Program.run("inspect", Fixture.model(container), "--quick-gelu", choice)
                    .fails(ExitStatus.FAILED, container.checkpoint(), "--quick-gelu", Fixture.family(container));
            assertThat(run.err().lines()).hasSize(1);
        }
        Program.run("inspect", Fixture.model(container), "--quick-gelu", "auto").succeeds();
        Program.run("inspect", Fixture.model(container), "--quick-gelu", "maybe")
                .fails(ExitStatus.USAGE, "--quick-gelu", "maybe");
    }
}
