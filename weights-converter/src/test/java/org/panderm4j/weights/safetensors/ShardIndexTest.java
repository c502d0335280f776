package org.panderm4j.weights.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.checkpoint.CheckpointException;
import org.panderm4j.weights.checkpoint.DType;
import org.panderm4j.weights.checkpoint.Tensors;

class ShardIndexTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void writeShards() throws IOException {
        new SafetensorsWriter()
                .add("a", DType.F32, new long[] {2}, target -> target.put(new float[] {1, 2}))
                .add("b", DType.F32, new long[] {1}, target -> target.put(3f))
                .write(folder.resolve("one.safetensors"));
        new SafetensorsWriter()
                .add("c", DType.BF16, new long[] {1, 1}, target -> target.put(4f))
                .write(folder.resolve("two.safetensors"));
    }

    private Path index(String weightMap) throws IOException {
        String json = "{'metadata':{'total_size':14,'format':'pt'},'weight_map':{" + weightMap + "}}";
        return Files.writeString(folder.resolve("model.safetensors.index.json"), json.replace('\'', '"'));
    }

    private void assertRefused(Path index, String... reasons) {
        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> Checkpoint.open(index))
                .satisfies(e -> assertThat(e.getMessage()).contains(reasons).doesNotContain("\n"));
    }

    @Test
    void tensorsOfAllShards() throws IOException {
        Path index = index("'c':'two.safetensors','a':'one.safetensors','b':'one.safetensors'");
        try (Checkpoint checkpoint = Checkpoint.open(index)) {
            assertThat(checkpoint.format()).isEqualTo("safetensors, 2 shards");
            assertThat(checkpoint.file()).isEqualTo(index);
            assertThat(checkpoint.files())
                    .containsExactly(index, folder.resolve("two.safetensors"), folder.resolve("one.safetensors"));
            assertThat(checkpoint.tensors().keySet()).containsExactly("c", "a", "b");
            assertThat(checkpoint.values()).containsEntry("total_size", 14L).containsEntry("format", "pt");
            assertThat(Tensors.floats(checkpoint.tensors().get("a"))).containsExactly(1, 2);
            assertThat(Tensors.floats(checkpoint.tensors().get("c"))).containsExactly(4);
            assertThat(Tensors.floats(checkpoint.tensors().get("b"))).containsExactly(3);
            assertThat(checkpoint.skipped()).isEmpty();
        }
    }

    @Test
    void aSingleFileIsAllFiles() throws IOException {
        Path one = folder.resolve("one.safetensors");
        try (Checkpoint checkpoint = Checkpoint.open(one)) {
            assertThat(checkpoint.files()).containsExactly(one);
        }
    }

    @Test
    void aTensorThatTheIndexForgot() throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(index("'a':'one.safetensors'"))) {
            assertThat(checkpoint.format()).isEqualTo("safetensors, 1 shard");
            assertThat(checkpoint.skipped()).containsExactly("'b' in one.safetensors: not in the index");
        }
    }

    @Test
    void missingShardAndMissingKey() throws IOException {
        assertRefused(index("'a':'one.safetensors','d':'three.safetensors'"), "three.safetensors", "no such file");
        assertRefused(index("'a':'one.safetensors','x.y':'two.safetensors'"), "index.json", "'x.y'", "two.safetensors");
    }

    @Test
    void damagedShardAndDoubleKey() throws IOException {
        Files.write(folder.resolve("cut.safetensors"), new byte[5]);
        assertRefused(index("'a':'cut.safetensors'"), "cut.safetensors", "no safetensors file");
        Files.writeString(folder.resolve("torch.bin"), "PK\003\004 and so on");
        assertRefused(index("'a':'torch.bin'"), "torch.bin", "no safetensors file");
        assertRefused(index("'a':'one.safetensors','a':'one.safetensors'"), "Duplicate");
    }

    @Test
    void shardsOutsideOfTheFolder() throws IOException {
        for (String shard : new String[] {"../x.safetensors", "/etc/passwd", "a/b", "..", "", "C:x", "a\\\\b"}) {
            assertRefused(index("'a':'" + shard + "'"), "'a'", "plain file name");
        }
    }
}
