package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.run.Digests;
import org.panderm4j.verify.GoldenModels.Container;

/** Two models in shards, of one architecture and therefore of one index, are two models. */
class ShardedModelTest {
    private static final String INDEX = "open_clip_model.safetensors.index.json";

    @TempDir
    Path folder;

    private Container container;
    private Path one;
    private Path other;

    @BeforeEach
    void write() throws IOException {
        container = Fixture.any();
        one = Fixture.sharded(container, folder.resolve("one"), 1);
        other = Fixture.sharded(container, folder.resolve("other"), 0.5f);
        assertThat(other.resolve(INDEX)).hasSameBinaryContentAs(one.resolve(INDEX));
    }

    private Program run(Path model, Object... words) {
        List<Object> all = new ArrayList<>(List.of("--model", model, Fixture.details(container), "--quiet"));
        all.addAll(0, List.of(words));
        return Program.run(all.toArray());
    }

    private static String digest(Path run) throws IOException {
        return new ObjectMapper()
                .readTree(run.resolve("run.json").toFile())
                .at("/digests/model")
                .textValue();
    }

    @Test
    void theirFeaturesAreToldApart() throws IOException {
        List<Path> pictures = Fixture.pictures(container);
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        run(one, "embed", "--images", pictures, "--out", first).succeeds();
        run(other, "embed", "--images", pictures, "--out", second).succeeds();
        assertThat(digest(first))
                .isNotEqualTo(digest(second))
                .isEqualTo(Digests.ofFiles(List.of(
                        one.resolve(INDEX), one.resolve("shard-0.safetensors"), one.resolve("shard-1.safetensors"))));

        Files.delete(one.resolve("shard-1.safetensors"));
        Files.copy(other.resolve("shard-1.safetensors"), one.resolve("shard-1.safetensors"));
        run(one, "embed", "--images", pictures, "--out", first, "--resume")
                .fails(ExitStatus.FAILED, first, "inputs have changed");
    }

    @Test
    void whatWasFineTunedFromOneDoesNotGoWithTheOther() throws IOException {
        TinyWorld world = TinyWorld.in(folder.resolve("tiny"));
        Path tuned = folder.resolve("tuned");
        Program.run(
                        List.of("finetune", "--dataset", world.description(), "--data", world.data(), "--model", one),
                        Fixture.details(container),
                        List.of("--epochs", 1, "--batch-size", 16, "--monitor", "none", "--resamples", 5),
                        List.of("--quiet", "--threads", 1, "--out", tuned))
                .succeeds();
        List<Object> test = List.of("finetune", "test", "--run", tuned, "--data", world.data(), "--resamples", 5);
        Path out = folder.resolve("out");
        Program.run(test, "--model", other, Fixture.details(container), "--quiet", "--out", out)
                .fails(ExitStatus.FAILED, tuned, "was fine-tuned from", "sha256");
        Program.run(test, "--model", one, Fixture.details(container), "--quiet", "--out", out)
                .succeeds();
    }
}
