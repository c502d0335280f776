package org.panderm4j.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;

class OpenCvTest {
    @Test
    void tellsTooLittleMemoryFromOtherFailures() {
        RuntimeException memory =
                catchThrowableOfType(RuntimeException.class, () -> opencv_core.fastMalloc(Long.MAX_VALUE / 2));
        assertThat(OpenCv.isOutOfMemory(memory)).as(memory.getMessage()).isTrue();
        try (Mat empty = new Mat()) {
            RuntimeException other =
                    catchThrowableOfType(RuntimeException.class, () -> opencv_core.add(empty, new Mat(2, 2, 0), empty));
            assertThat(OpenCv.isOutOfMemory(other)).as(other.getMessage()).isFalse();
        }
    }
}
