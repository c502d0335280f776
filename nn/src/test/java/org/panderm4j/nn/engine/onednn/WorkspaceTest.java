package org.panderm4j.nn.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class WorkspaceTest {
    private static final long MEGABYTE = 1 << 20;

    @Test
    void growsAndKeepsWhatItHas() {
        try (NativeMemory memory = new NativeMemory(10 * MEGABYTE)) {
            Workspace workspace = new Workspace(memory);
            workspace.reserve(MEGABYTE, 2 * MEGABYTE);
            Workspace.Bases large = workspace.reserve(3 * MEGABYTE, MEGABYTE);
            assertThat(memory.bytes()).isEqualTo(5 * MEGABYTE);
            assertThat(workspace.reserve(MEGABYTE, MEGABYTE)).isEqualTo(large);
        }
    }

    /** What it had is given back before more is taken, and must not be handed out again when there is no more. */
    @Test
    void isUsableAfterARefusal() {
        try (NativeMemory memory = new NativeMemory(10 * MEGABYTE)) {
            Workspace workspace = new Workspace(memory);
            workspace.reserve(4 * MEGABYTE, MEGABYTE);
            assertThatIllegalStateException().isThrownBy(() -> workspace.reserve(20 * MEGABYTE, MEGABYTE));
            assertThatIllegalStateException().isThrownBy(() -> workspace.reserve(MEGABYTE, 20 * MEGABYTE));
            assertThat(memory.bytes()).isEqualTo(MEGABYTE);
            workspace.reserve(4 * MEGABYTE, 4 * MEGABYTE);
            assertThat(memory.bytes()).isEqualTo(8 * MEGABYTE);
        }
    }
}
