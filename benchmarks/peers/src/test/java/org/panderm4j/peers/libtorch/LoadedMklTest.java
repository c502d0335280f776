package org.panderm4j.peers.libtorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LoadedMklTest {
    @Test
    void librariesAreNamedOnce() {
        List<String> mappings = List.of(
                "7f00-7f01 r-xp 00000000 08:01 1 /cache/libmkl_rt.so.2",
                "7f01-7f02 r--p 00000000 08:01 1 /cache/libmkl_rt.so.2",
                "7f02-7f03 r-xp 00000000 08:01 2 /cache/libopenblas.so.0",
                "7f03-7f04 r-xp 00000000 08:01 3 /cache/libmkl_avx512.so.2");
        assertThat(LoadedMkl.libraries(mappings)).isEqualTo("libmkl_avx512.so.2 libmkl_rt.so.2");
    }

    @Test
    void aProcessWithoutMklIsRefused() {
        assertThatThrownBy(LoadedMkl::require)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("-Dorg.bytedeco.openblas.load=mkl");
    }
}
