package org.panderm4j.weights.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDigestTest {
    @TempDir
    private Path folder;

    @Test
    void isTheDigestThatTheTagClaims() throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "test content\n");
        // The first is what `git hash-object` prints, the second what `sha256sum` prints.
        assertThat(FileDigest.of(file, "0".repeat(40))).hasValue("d670460b4b4aece5915caf5c68d12f560a9fe3e4");
        assertThat(FileDigest.of(file, "0".repeat(64)))
                .hasValue("a1fff0ffefb9eace7230c24e50731f0a91c62f9cefdfe77121c2f607125dffae");
        assertThat(FileDigest.of(file, "0".repeat(32))).isEmpty();
        assertThat(FileDigest.of(file, "Z".repeat(40))).isEmpty();
    }
}
