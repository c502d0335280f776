package org.panderm4j.weights.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.panderm4j.data.golden.GoldenCases;

/** Reads every checkpoint among the fixtures; containers of one case that hold the same keys must hold the same numbers. */
@Tag("golden")
class FixtureCheckpointTest {
    private static final List<String> ENDINGS =
            List.of(".safetensors", ".safetensors.index.json", ".bin", ".pth", ".pt");

    /** Checkpoints by case folder: family/case below each root. */
    private static Map<Path, List<Path>> fixtures() throws IOException {
        Map<Path, List<Path>> cases = new TreeMap<>();
        for (Path root : GoldenCases.roots()) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(FixtureCheckpointTest::isCheckpoint)
                        .sorted()
                        .toList()) {
                    Path below = root.relativize(file);
                    Path home = root.resolve(below.subpath(0, Math.min(2, below.getNameCount() - 1)));
                    cases.computeIfAbsent(home, h -> new ArrayList<>()).add(file);
                }
            }
        }
        assertThat(cases).as("fixtures under " + GoldenCases.roots()).isNotEmpty();
        return cases;
    }

    private static boolean isCheckpoint(Path file) {
        return ENDINGS.stream().anyMatch(file.toString()::endsWith) && Files.isRegularFile(file);
    }

    @Test
    void everyTensorIsReadAndFinite() throws IOException {
        int tensors = 0;
        for (Path file : fixtures().values().stream().flatMap(List::stream).toList()) {
            try (Checkpoint checkpoint = Checkpoint.open(file)) {
                assertThat(checkpoint.tensors()).as(file.toString()).isNotEmpty();
                for (Map.Entry<String, TensorSource> entry :
                        checkpoint.tensors().entrySet()) {
                    assertThat(entry.getValue().name()).isEqualTo(entry.getKey());
                    for (float value : Tensors.floats(entry.getValue())) {
                        assertThat(Float.isFinite(value))
                                .as(file + " " + entry.getKey())
                                .isTrue();
                    }
                    tensors++;
                }
            }
        }
        assertThat(tensors).isPositive();
    }

    @Test
    void containersOfOneCaseAgreeBitForBit() throws IOException {
        int pairs = 0;
        for (List<Path> files : fixtures().values()) {
            for (int i = 0; i < files.size(); i++) {
                for (int j = i + 1; j < files.size(); j++) {
                    pairs += agree(files.get(i), files.get(j)) ? 1 : 0;
                }
            }
        }
        assertThat(pairs).as("pairs of containers").isPositive();
    }

    /** Whether the two could be compared: nine keys in ten are shared. */
    private static boolean agree(Path one, Path other) throws IOException {
        try (Checkpoint first = Checkpoint.open(one);
                Checkpoint second = Checkpoint.open(other)) {
            Set<String> shared = new HashSet<>(first.tensors().keySet());
            shared.retainAll(second.tensors().keySet());
            int smaller = Math.min(first.tensors().size(), second.tensors().size());
            if (shared.size() < 0.9 * smaller) {
                return false;
            }
            for (String key : shared) {
                TensorSource a = first.tensors().get(key);
                TensorSource b = second.tensors().get(key);
                assertThat(a.shape()).as(one + " and " + other + ": " + key).isEqualTo(b.shape());
                assertThat(Tensors.bits(a))
                        .as(one + " and " + other + ": " + key)
                        .isEqualTo(Tensors.bits(b));
            }
            return true;
        }
    }

    @Test
    void nothingOfAnOptimizerIsAWeight() throws IOException {
        for (Path file : fixtures().values().stream().flatMap(List::stream).toList()) {
            try (Checkpoint checkpoint = Checkpoint.open(file)) {
                Set<String> keys = checkpoint.tensors().keySet();
                assertThat(keys.stream()
                                .filter(key -> key.startsWith("optimizer"))
                                .collect(Collectors.toSet()))
                        .as(file.toString())
                        .isEmpty();
            }
        }
    }
}
