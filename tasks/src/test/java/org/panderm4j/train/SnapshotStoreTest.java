package org.panderm4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.nn.train.Snapshot;
import org.panderm4j.train.SnapshotStore.Role;
import org.panderm4j.weights.checkpoint.DType;
import org.panderm4j.weights.safetensors.SafetensorsWriter;

class SnapshotStoreTest {
    @TempDir
    Path temp;

    private Path folder;
    private SnapshotStore store;

    @BeforeEach
    void prepare() throws IOException {
        folder = temp.resolve("run/snapshots");
        store = new SnapshotStore(folder, "pretrain");
        store.prepare(1000);
    }

    private static Snapshot snapshot(long step, long seed) {
        Random random = new Random(seed);
        Map<String, Snapshot.Values> tensors = new LinkedHashMap<>();
        tensors.put("scale", values(random, 1));
        tensors.put("image.blocks.0.weight", values(random, 5, 7));
        tensors.put("adam.first.image.blocks.0.weight", values(random, 300_001)); // more than one piece
        tensors.put("nothing", values(random, 0, 3));
        tensors.put("scalar", values(random));
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("best.value", Math.nextUp(0.1));
        numbers.put("tiny", Double.MIN_VALUE);
        numbers.put("minus zero", -0.0);
        numbers.put("none", Double.NaN);
        numbers.put("without end", Double.NEGATIVE_INFINITY);
        return new Snapshot(step, numbers, tensors);
    }

    /** Any bits at all, those that are no numbers among them, in the buffers a network may have. */
    private static Snapshot.Values values(Random random, long... shape) {
        int length = 1;
        for (long axis : shape) {
            length *= (int) axis;
        }
        ByteBuffer bytes = ByteBuffer.allocateDirect(4 * length);
        bytes.order(random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < length; i++) {
            bytes.putInt(4 * i, random.nextInt());
        }
        return new Snapshot.Values(shape, bytes.asFloatBuffer());
    }

    private static int[] bits(FloatBuffer values) {
        int[] bits = new int[values.remaining()];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values.get(values.position() + i));
        }
        return bits;
    }

    private static void assertSame(Snapshot found, Snapshot wanted) {
        assertThat(found.step()).isEqualTo(wanted.step());
        assertThat(found.numbers()).isEqualTo(wanted.numbers());
        assertThat(found.tensors().keySet())
                .containsExactlyElementsOf(wanted.tensors().keySet());
        wanted.tensors().forEach((name, values) -> {
            assertThat(found.tensors().get(name).shape()).isEqualTo(values.shape());
            assertThat(bits(found.tensors().get(name).values())).isEqualTo(bits(values.values()));
        });
    }

    private Snapshot read(Role role) throws IOException {
        try (StoredSnapshot stored = store.open(role).orElseThrow()) {
            return LoadedSnapshot.of(stored);
        }
    }

    @Test
    void givesBackTheSameBits() throws IOException {
        assertThat(store.open(Role.LAST)).isEmpty();
        store.write(Role.LAST, snapshot(1L << 40, 1), 17);
        store.write(Role.BEST, snapshot(3, 2), 5);
        assertSame(read(Role.LAST), snapshot(1L << 40, 1));
        assertSame(read(Role.BEST), snapshot(3, 2));
        try (StoredSnapshot stored = store.open(Role.LAST).orElseThrow()) {
            assertThat(stored.logged()).isEqualTo(17);
        }
    }

    /** Straight to where it is wanted, and to nowhere else: 40 MB pass through one buffer of a mebibyte. */
    @Test
    void copyingTakesNoMemoryOfTheTensorsSize() throws IOException {
        int length = 10_000_000;
        Snapshot.Values values = values(new Random(8), length);
        store.write(Role.LAST, new Snapshot(1, Map.of(), Map.of("x", values)), 0);
        FloatBuffer target = ByteBuffer.allocateDirect(4 * (length + 5))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        target.position(3);
        try (StoredSnapshot stored = store.open(Role.LAST).orElseThrow()) {
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            BufferPoolMXBean direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                    .filter(pool -> pool.getName().equals("direct"))
                    .findFirst()
                    .orElseThrow();
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            long outside = direct.getMemoryUsed();
            stored.copy("x", target);
            assertThat(threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before)
                    .isLessThan(1 << 20);
            assertThat(direct.getMemoryUsed() - outside).isLessThanOrEqualTo(2 << 20);
        }
        assertThat(target.position()).isEqualTo(length + 3);
        assertThat(target.get(2)).isZero();
        assertThat(target.get(length + 3)).isZero();
        assertThat(bits(target.slice(3, length))).isEqualTo(bits(values.values()));
    }

    @Test
    void refusesATensorThatIsNotThere() throws IOException {
        store.write(Role.LAST, snapshot(1, 1), 0);
        try (StoredSnapshot stored = store.open(Role.LAST).orElseThrow()) {
            assertThatThrownBy(() -> stored.shape("y"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no tensor y");
        }
    }

    @Test
    void replacesTheOneBeforeAndLeavesNothingElse() throws IOException {
        store.write(Role.LAST, snapshot(1, 1), 0);
        store.write(Role.LAST, snapshot(2, 2), 0);
        assertSame(read(Role.LAST), snapshot(2, 2));
        assertThat(folder.toFile().list()).containsExactly("last.safetensors");
    }

    /** As at the end of an epoch that was better than all before: one file of two names, until the next state is written. */
    @Test
    void aStateThatIsBestAndLastIsWrittenOnce() throws IOException {
        store.write(Role.LAST, snapshot(1, 1), 10);
        store.write(Role.BEST, snapshot(2, 2), 20);
        store.write(Role.LAST, snapshot(2, 2), 20);
        assertSame(read(Role.LAST), snapshot(2, 2));
        assertThat(Files.isSameFile(store.file(Role.LAST), store.file(Role.BEST)))
                .isTrue();
        long size = Files.size(store.file(Role.BEST));
        assertThat(store.prepare(size).needed()).as("one file is there").isEqualTo(2 * size);
        store.write(Role.LAST, snapshot(2, 2), 20);
        assertThat(folder.toFile().list())
                .as("nothing is left of naming it again")
                .containsExactlyInAnyOrder("last.safetensors", "best.safetensors");
        store.write(Role.LAST, snapshot(3, 3), 30);
        assertSame(read(Role.LAST), snapshot(3, 3));
        assertSame(read(Role.BEST), snapshot(2, 2));
        store.write(Role.BEST, snapshot(4, 4), 40);
        store.write(Role.LAST, snapshot(4, 4), 40);
        store.write(Role.BEST, snapshot(5, 5), 50);
        assertSame(read(Role.LAST), snapshot(4, 4));
        assertSame(read(Role.BEST), snapshot(5, 5));
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("last.safetensors", "best.safetensors");
    }

    @Test
    void otherStatesAreNotTakenForTheBest() throws IOException {
        store.write(Role.BEST, snapshot(2, 2), 20);
        for (long logged : new long[] {20, 21}) {
            store.write(Role.LAST, snapshot(logged == 20 ? 3 : 2, 3), logged);
            assertSame(read(Role.LAST), snapshot(logged == 20 ? 3 : 2, 3));
            assertThat(Files.isSameFile(store.file(Role.LAST), store.file(Role.BEST)))
                    .isFalse();
        }
        SnapshotStore another = new SnapshotStore(folder, "pretrain");
        another.write(Role.LAST, snapshot(2, 2), 20);
        assertThat(Files.isSameFile(store.file(Role.LAST), store.file(Role.BEST)))
                .as("who has not written the best one does not know what it holds")
                .isFalse();
    }

    @Test
    void takesNoMoreThanItSaid() throws IOException {
        Snapshot snapshot = snapshot(1, 1);
        store.write(Role.LAST, snapshot, 0);
        List<long[]> shapes =
                snapshot.tensors().values().stream().map(Snapshot.Values::shape).toList();
        assertThat(Files.size(folder.resolve("last.safetensors")))
                .isBetween(SnapshotStore.bytes(shapes) / 2, SnapshotStore.bytes(shapes));
    }

    @Test
    void aFileCutAnywhereIsRefusedInOneLine() throws IOException {
        store.write(Role.LAST, snapshot(4, 4), 0);
        byte[] whole = Files.readAllBytes(store.file(Role.LAST));
        Random random = new Random(6);
        for (int attempt = 0; attempt < 50; attempt++) {
            byte[] part = Arrays.copyOf(whole, random.nextInt(whole.length));
            Files.write(store.file(Role.LAST), part);
            assertRefused("remove the folder " + folder + ", and --resume begins the run anew");
        }
    }

    @Test
    void aBitThatFlippedIsFound() throws IOException {
        store.write(Role.LAST, snapshot(4, 4), 0);
        byte[] bytes = Files.readAllBytes(store.file(Role.LAST));
        int header =
                8 + (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
        Random random = new Random(7);
        for (int attempt = 0; attempt < 50; attempt++) {
            byte[] damaged = bytes.clone();
            damaged[header + random.nextInt(bytes.length - header)] ^= (byte) (1 << random.nextInt(8));
            Files.write(store.file(Role.LAST), damaged);
            assertRefused("damaged: expected checksum");
            assertRefused("remove the folder " + folder + ", and --resume begins the run anew");
        }
    }

    @Test
    void aFileOfAnotherKindIsRefused() throws IOException {
        Path file = store.file(Role.LAST);
        Files.writeString(file, "years of work");
        assertRefused("last.safetensors");
        new SafetensorsWriter()
                .add("x", DType.F32, new long[] {1}, target -> target.put(1f))
                .write(file);
        assertRefused("expected a training snapshot of 'pretrain', found a safetensors file that is none");
        new SnapshotStore(folder, "sae").write(Role.LAST, snapshot(1, 1), 0);
        assertRefused("expected a training snapshot of 'pretrain', found one of 'sae'");
        new SafetensorsWriter()
                .describe(SnapshotStore.TASK, "pretrain")
                .describe(SnapshotStore.STEP, "many")
                .write(file);
        assertRefused("expected a whole number as 'step', found 'many'");
        new SafetensorsWriter()
                .describe(SnapshotStore.TASK, "pretrain")
                .describe(SnapshotStore.STEP, "1")
                .describe(SnapshotStore.LOGGED, "0")
                .describe(SnapshotStore.NUMBER + "x", "0xzp1")
                .write(file);
        assertRefused("expected a number as 'number.x', found '0xzp1'");
    }

    private void assertRefused(String why) {
        assertThatThrownBy(() -> read(Role.LAST))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("last.safetensors")
                .hasMessageContaining(why)
                .hasMessageNotContaining("\n");
    }

    @Test
    void aFailedWriteSaysWhatIsStillThere() throws IOException {
        store.write(Role.LAST, snapshot(4, 4), 0);
        byte[] before = Files.readAllBytes(store.file(Role.LAST));
        Path elsewhere = Files.move(folder, temp.resolve("elsewhere"));
        Files.writeString(folder, "a file where the folder was");
        assertThatThrownBy(() -> store.write(Role.LAST, snapshot(5, 5), 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("last.safetensors: the snapshot of step 5 cannot be written")
                .hasMessageContaining("there is none before it")
                .hasMessageContaining("--resume");
        assertThat(elsewhere.resolve("last.safetensors")).hasBinaryContent(before);
    }

    @Test
    void sweepsWhatAKilledProcessLeft() throws IOException {
        store.write(Role.LAST, snapshot(4, 4), 0);
        Files.writeString(folder.resolve(".last.safetensors-0b5c.tmp"), "half");
        Files.writeString(folder.resolve("mine.txt"), "mine");
        store.prepare(1000);
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("last.safetensors", "mine.txt");
    }

    @Test
    void refusesADiskWithoutRoomBeforeAnythingIsWritten() throws IOException {
        assertThatThrownBy(() -> store.prepare(1L << 55))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("expected 108086.4 TB of free disk for two snapshots and one being written")
                .hasMessageContaining("--out");
        long usable = Files.getFileStore(folder).getUsableSpace();
        assertThat(usable).isPositive();
        SnapshotSpace space = store.prepare(1_500_000);
        assertThat(space.needed()).isEqualTo(4_500_000);
        assertThat(space.sentence())
                .startsWith("snapshots need 4.5 MB of disk, ")
                .endsWith(" are free");
        Files.write(store.file(Role.BEST), new byte[700]);
        assertThat(store.prepare(1000).needed())
                .as("what is there is not needed again")
                .isEqualTo(2300);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(store.file(Role.BEST));
        }
    }

    @Test
    void refusesAPlaceThatCannotBeWritten() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "");
        assertThatThrownBy(() -> new SnapshotStore(file.resolve("snapshots"), "pretrain").prepare(10))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("cannot be written here")
                .hasMessageNotContaining("\n");
    }
}
