package org.panderm4j.weights.torch;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.panderm4j.weights.checkpoint.Rename;

/**
 * Writes what {@code torch.load} reads: a zip archive of a pickled dictionary, whose values may be texts, whole numbers,
 * dictionaries and the three kinds here, and of a file for each storage. The same arguments give the same bytes.
 */
public final class TorchArchive {
    /** Bytes to which torch aligns storages. */
    private static final int ALIGNMENT = 64;

    private static final int LOCAL_HEADER = 30;
    private static final int EXTRA_HEADER = 4;
    /** torch's mark of a field that only fills up. */
    private static final short FILLING = 0x4246;

    /** Any that a zip archive can say in its own field. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private final ZipOutputStream zip;
    private final String root;
    private long position;

    private TorchArchive(OutputStream out, String root) {
        this.zip = new ZipOutputStream(out);
        this.root = root;
    }

    /**
     * A tensor of float32 values.
     *
     * @param values in C order; tensors of the same array share a storage
     * @param shape outermost axis first
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record Tensor(float[] values, long... shape) {
        public Tensor {
            if (Arrays.stream(shape).reduce(1, Math::multiplyExact) != values.length) {
                throw new IllegalArgumentException(
                        "expected values for " + Arrays.toString(shape) + ", found " + values.length);
            }
        }

        long[] strides() {
            long[] strides = new long[shape.length];
            long next = 1;
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                strides[axis] = next;
                next *= shape[axis];
            }
            return strides;
        }
    }

    /** An ordered dictionary of tensors. */
    public record StateDict(Map<String, Tensor> tensors) {}

    /** A {@code torch.Size}. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record Size(long... axes) {}

    /**
     * Writes the file; an existing one is replaced at the end, in one step.
     *
     * @throws IllegalArgumentException when a value is of no kind that can be written
     */
    public static void write(Path file, Map<String, ?> top) throws IOException {
        List<float[]> storages = new ArrayList<>();
        collect(top, storages);
        byte[] pickle = PickleOutput.of(top, storages);
        Path target = file.toAbsolutePath();
        Path aside = target.resolveSibling("." + target.getFileName() + "-" + UUID.randomUUID() + ".tmp");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(aside), 1 << 16)) {
                new TorchArchive(out, stem(target)).write(pickle, storages);
            }
            Rename.forced(aside, target);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    /** As torch calls the folder in the archive. */
    private static String stem(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static void collect(Map<String, ?> map, List<float[]> storages) {
        for (Object value : map.values()) {
            if (value instanceof StateDict state) {
                collect(state.tensors(), storages);
            } else if (value instanceof Tensor tensor && storages.stream().noneMatch(one -> one == tensor.values())) {
                storages.add(tensor.values());
            }
        }
    }

    private void write(byte[] pickle, List<float[]> storages) throws IOException {
        add("data.pkl", pickle);
        add("byteorder", "little".getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < storages.size(); i++) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(storages.get(i).length, Float.BYTES));
            bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(storages.get(i));
            add("data/" + i, bytes.array());
        }
        add("version", "3\n".getBytes(StandardCharsets.US_ASCII));
        zip.finish();
    }

    private void add(String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(root + "/" + name);
        CRC32 sum = new CRC32();
        sum.update(bytes);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(sum.getValue());
        entry.setTimeLocal(TIME);
        int name8 = entry.getName().getBytes(StandardCharsets.UTF_8).length;
        byte[] filling = filling(position + LOCAL_HEADER + name8);
        entry.setExtra(filling);
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
        position += LOCAL_HEADER + name8 + filling.length + bytes.length;
    }

    /** What a header that would end at a position needs so that the bytes behind it are aligned. */
    private static byte[] filling(long end) {
        int fill = (int) Math.floorMod(-(end + EXTRA_HEADER), (long) ALIGNMENT);
        return ByteBuffer.allocate(EXTRA_HEADER + fill)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(FILLING)
                .putShort((short) fill)
                .array();
    }
}
