package org.panderm4j.weights.mapping;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.weights.checkpoint.Checkpoint;

/** Writes a small checkpoint, maps it, and looks at what came of it. */
abstract class MappingTestBase {
    @TempDir
    Path folder;

    final Mapping load(TinyCheckpoint model, ModelConfigs configs) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(model.write(file()))) {
            return Mapping.load(checkpoint, configs, false);
        }
    }

    final Mapping load(TinyCheckpoint model, String arch) throws IOException {
        return load(model, Configs.arch(arch));
    }

    private Path file() {
        return folder.resolve("model.safetensors");
    }

    /** The message is one line that names the file and holds the words. */
    final void refused(TinyCheckpoint model, ModelConfigs configs, String... words) {
        assertThatThrownBy(() -> load(model, configs), "%s", List.of(words))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining(file().toString())
                .hasMessageContainingAll(words)
                .message()
                .doesNotContain("\n");
    }

    /** One of our tensors, read while the checkpoint is open. */
    final float[] values(TinyCheckpoint model, ModelConfigs configs, String name) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(model.write(file()))) {
            Weights weights = Mapping.load(checkpoint, configs, false).weights();
            long elements = 1;
            for (long axis : weights.shape(name)) {
                elements *= axis;
            }
            FloatBuffer values = FloatBuffer.allocate(Math.toIntExact(elements));
            weights.copy(name, values);
            return values.array();
        }
    }
}
