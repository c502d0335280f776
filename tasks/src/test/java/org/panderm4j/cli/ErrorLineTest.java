package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class ErrorLineTest {
    @Test
    void theJdksBareNamesBecomeSentences() {
        assertThat(ErrorLine.of(new NoSuchFileException("a.csv"))).isEqualTo("a.csv: no such file or folder");
        assertThat(ErrorLine.of(new AccessDeniedException("a.csv"))).isEqualTo("a.csv: permission denied");
    }

    @Test
    void severalLinesBecomeOne() {
        assertThat(ErrorLine.of(new IOException("first\n  second"))).isEqualTo("first second");
    }

    @Test
    void aWrappedErrorIsToldAsItself() {
        assertThat(ErrorLine.of(new UncheckedIOException(new IOException("a.npy: cut short"))))
                .isEqualTo("a.npy: cut short");
    }

    @Test
    void whatNobodyForesawSaysHowToSeeMore() {
        assertThat(ErrorLine.of(new ArithmeticException("/ by zero")))
                .contains("ArithmeticException")
                .contains("--verbose");
    }

    @Test
    void librariesAndMemoryHaveTheirCure() {
        assertThat(ErrorLine.of(new UnsatisfiedLinkError("no jniopencv in path")))
                .contains("panderm doctor");
        assertThat(ErrorLine.of(new OutOfMemoryError("Java heap space"))).contains("--batch-size");
    }
}
