package org.panderm4j.weights.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.checkpoint.CheckpointException;

/** What tests of hostile files share. */
abstract class HostileArchiveTest {
    @TempDir
    Path folder;

    Path write(byte[] pickle) throws IOException {
        return new TorchZip("archive", pickle)
                .storage("0", TorchZip.floats(1, 2))
                .write(folder.resolve("hostile.pth"));
    }

    Path write(int protocol, Consumer<PickleWriter> body) throws IOException {
        PickleWriter pickle = new PickleWriter(protocol);
        body.accept(pickle);
        return write(pickle.stop());
    }

    void assertRefused(Path file, String reason) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThatExceptionOfType(CheckpointException.class)
                        .isThrownBy(() -> Checkpoint.open(file).close())
                        .withMessageContaining(file.toString())
                        .withMessageContaining(reason)
                        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n")));
    }
}
