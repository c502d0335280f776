package org.panderm4j.nn.engine.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.junit.jupiter.api.Test;

class KernelTest {
    @Test
    void argumentsLieWhereTheirPointersAre() {
        try (BytePointer values = new BytePointer(24);
                PointerPointer<BytePointer> pointers = new PointerPointer<>(3)) {
            Kernel.write(values, pointers, 1L << 40, -7, 0.5f);
            assertThat(pointers.get(BytePointer.class, 0).getLong()).isEqualTo(1L << 40);
            assertThat(pointers.get(BytePointer.class, 1).getInt()).isEqualTo(-7);
            assertThat(pointers.get(BytePointer.class, 2).getFloat()).isEqualTo(0.5f);
            assertThatThrownBy(() -> Kernel.write(values, pointers, "x"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a kernel takes no x");
        }
    }
}
