package org.panderm4j.weights.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.checkpoint.CheckpointException;
import org.panderm4j.weights.checkpoint.Tensors;

/** What tests of archives share: one storage of six numbers and a dictionary around it. */
abstract class TorchArchiveTest {
    static final byte[] SIX = TorchZip.floats(0, 1, 2, 3, 4, 5);

    @TempDir
    private Path folder;

    Path file() {
        return folder.resolve("weights.bin");
    }

    /** An archive with one dictionary; {@code items} writes keys and values. */
    TorchZip archive(int protocol, Consumer<PickleWriter> items) {
        PickleWriter pickle = new PickleWriter(protocol).dictionary().mark();
        items.accept(pickle);
        return new TorchZip("archive", pickle.setItems().stop()).storage("0", SIX);
    }

    void assertRefused(TorchZip archive, String... reasons) throws IOException {
        Path file = archive.write(file());
        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> Checkpoint.open(file))
                .withMessageContaining(file.toString())
                .satisfies(e -> assertThat(e.getMessage()).contains(reasons).doesNotContain("\n"));
    }

    static float[] values(Checkpoint checkpoint, String key) throws IOException {
        return Tensors.floats(checkpoint.tensors().get(key));
    }
}
