package org.panderm4j.weights.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** Cuts and corrupts a valid file: reading must end with a checkpoint or a {@link CheckpointException}, never otherwise. */
public final class Damage {
    private Damage() {}

    /** Any proper part of the file must be refused. */
    public static void cut(Path folder, byte[] valid, long seed, int times) throws IOException {
        Random random = new Random(seed);
        Path file = folder.resolve("cut");
        for (int i = 0; i < times; i++) {
            int length = random.nextInt(valid.length);
            Files.write(file, Arrays.copyOf(valid, length));
            if (reads(file, "seed " + seed + ", cut to " + length + " of " + valid.length)) {
                fail("seed %d: a file cut to %d of %d bytes was read", seed, length, valid.length);
            }
        }
    }

    /** One byte changed between {@code from} and {@code to}; returns how often the file could still be read. */
    public static int corrupt(Path folder, byte[] valid, int from, int to, long seed, int times) throws IOException {
        Random random = new Random(seed);
        Path file = folder.resolve("corrupt");
        int read = 0;
        for (int i = 0; i < times; i++) {
            byte[] bytes = valid.clone();
            int at = from + random.nextInt(to - from);
            bytes[at] = (byte) (bytes[at] + 1 + random.nextInt(255));
            Files.write(file, bytes);
            read += reads(file, "seed " + seed + ", byte " + at + " set to " + (bytes[at] & 0xFF)) ? 1 : 0;
        }
        return read;
    }

    private static boolean reads(Path file, String what) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            for (TensorSource tensor : checkpoint.tensors().values()) {
                if (tensor.elements() < 1 << 20) {
                    Tensors.floats(tensor);
                }
            }
            return true;
        } catch (CheckpointException e) {
            assertThat(e.getMessage()).as(what).contains(file.toString()).doesNotContain("\n");
            return false;
        } catch (RuntimeException | IOException | OutOfMemoryError | StackOverflowError e) {
            throw new AssertionError(what + " gave " + e, e);
        }
    }
}
