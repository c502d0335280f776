package org.panderm4j.weights.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.panderm4j.weights.checkpoint.CheckpointException;
import org.panderm4j.weights.checkpoint.DType;
import org.panderm4j.weights.checkpoint.Rename;

/**
 * Writes a safetensors file tensor by tensor: in memory there is one buffer of the size of the largest tensor that is asked for
 * as a whole.
 *
 * <p>The order of the file is that of {@link #add}, F32 before BF16, so that every tensor is aligned. The same calls give the same
 * bytes. The file appears under its name only when it is complete.
 */
public final class SafetensorsWriter {
    /** Values that a buffer of 2 GiB holds. */
    private static final long MOST_ELEMENTS = Integer.MAX_VALUE / 4;
    /** Values of a tensor in memory that are written in one go: a mebibyte. */
    private static final int PIECE = 1 << 18;

    private final Map<String, String> metadata = new TreeMap<>();
    private final List<QueuedTensor> items = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private boolean synced = true;

    /** Gives the values of one tensor; {@code TensorSource::copyTo} is one. */
    @FunctionalInterface
    public interface Values {
        /** Puts exactly as many values as the tensor has, in C order, at the target's position. */
        void copyTo(FloatBuffer target) throws IOException;
    }

    /** Adds a text to the file's metadata. */
    public SafetensorsWriter describe(String key, String text) {
        metadata.put(key, text);
        return this;
    }

    /**
     * Leaves it to the system when the bytes reach the disk: quicker, and for files only that a loss of power may spoil because
     * they can be made again.
     */
    public SafetensorsWriter withoutSync() {
        synced = false;
        return this;
    }

    /**
     * Adds a tensor; its values are asked for by {@link #write}.
     *
     * @param dtype F32, or BF16 (rounded to the nearest, ties to even)
     * @throws IllegalArgumentException for another type, a name given twice, or more than 2^29 - 1 elements
     */
    public SafetensorsWriter add(String name, DType dtype, long[] shape, Values values) {
        int elements = elements(name, shape);
        return add(name, dtype, shape, elements, (start, target) -> values.copyTo(target));
    }

    /**
     * Adds an F32 tensor that lies in memory; it is written piece by piece through a small buffer.
     *
     * @param values in C order from position to limit, read by {@link #write}; the buffer's own position stays
     * @throws IllegalArgumentException as the other method, and where shape and number of values do not fit
     */
    public SafetensorsWriter add(String name, long[] shape, FloatBuffer values) {
        FloatBuffer view = values.slice();
        if (elements(name, shape) != view.limit()) {
            throw new IllegalArgumentException(
                    name + ": expected values for " + Arrays.toString(shape) + ", found " + view.limit());
        }
        return add(name, DType.F32, shape, PIECE, (start, target) -> target.put(view.slice(start, target.remaining())));
    }

    private SafetensorsWriter add(String name, DType dtype, long[] shape, int piece, QueuedTensor.Part values) {
        if (dtype != DType.F32 && dtype != DType.BF16) {
            throw new IllegalArgumentException(name + ": expected F32 or BF16 to write, found " + dtype);
        }
        if (name.equals("__metadata__") || !names.add(name)) {
            throw new IllegalArgumentException("tensor name " + name + " is reserved or was given twice");
        }
        int elements = elements(name, shape);
        List<Long> axes = Arrays.stream(shape).boxed().toList();
        items.add(new QueuedTensor(name, dtype, axes, elements, Math.min(piece, elements), values));
        return this;
    }

    private static int elements(String name, long[] shape) {
        long elements = 1;
        for (long axis : shape) {
            if (axis < 0 || axis > MOST_ELEMENTS || elements * axis > MOST_ELEMENTS) {
                throw new IllegalArgumentException(name + ": at most " + MOST_ELEMENTS
                        + " elements can be written, found " + Arrays.toString(shape));
            }
            elements *= axis;
        }
        return (int) elements;
    }

    /**
     * Writes the file; an existing one is replaced at the end, in one step.
     *
     * @throws CheckpointException when a tensor gave another number of values than its shape asks for
     * @throws IOException when the disk or a tensor's source fails; nothing is left behind then
     */
    public void write(Path file) throws IOException {
        List<QueuedTensor> ordered = new ArrayList<>(items);
        ordered.sort(Comparator.comparing(QueuedTensor::dtype));
        Path folder = file.toAbsolutePath().getParent();
        Path aside = folder.resolve("." + file.getFileName() + "-" + UUID.randomUUID() + ".tmp");
        try {
            try (FileChannel channel =
                    FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                writeFully(channel, ByteBuffer.wrap(header(ordered)));
                writeData(channel, file, ordered);
                if (synced) {
                    channel.force(true);
                }
            }
            Rename.of(aside, file);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private byte[] header(List<QueuedTensor> ordered) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[SafetensorsHeader.LENGTH_BYTES]);
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                json.writeObjectFieldStart("__metadata__");
                for (Map.Entry<String, String> entry : metadata.entrySet()) {
                    json.writeStringField(entry.getKey(), entry.getValue());
                }
                json.writeEndObject();
            }
            long position = 0;
            for (QueuedTensor item : ordered) {
                writeEntry(json, item, position);
                position += item.bytes();
            }
            json.writeEndObject();
        }
        while (out.size() % 8 != 0) {
            out.write(' ');
        }
        byte[] header = out.toByteArray();
        ByteBuffer.wrap(header)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(0, header.length - (long) SafetensorsHeader.LENGTH_BYTES);
        return header;
    }

    private static void writeEntry(JsonGenerator json, QueuedTensor item, long position) throws IOException {
        json.writeObjectFieldStart(item.name());
        json.writeStringField("dtype", item.dtype().name());
        json.writeFieldName("shape");
        writeNumbers(json, item.shape());
        json.writeFieldName("data_offsets");
        writeNumbers(json, List.of(position, position + item.bytes()));
        json.writeEndObject();
    }

    private static void writeNumbers(JsonGenerator json, List<Long> numbers) throws IOException {
        json.writeStartArray();
        for (long number : numbers) {
            json.writeNumber(number);
        }
        json.writeEndArray();
    }

    private static void writeData(FileChannel channel, Path file, List<QueuedTensor> ordered) throws IOException {
        int largest = ordered.stream().mapToInt(QueuedTensor::piece).max().orElse(0);
        ByteBuffer buffer = ByteBuffer.allocateDirect(4 * largest).order(ByteOrder.LITTLE_ENDIAN);
        for (QueuedTensor item : ordered) {
            int start = 0;
            do { // once for an empty tensor, too: its source must have no values
                int count = Math.min(item.piece(), item.elements() - start);
                item.fill(buffer.clear().limit(4 * count), file, start);
                writeFully(channel, buffer);
                start += count;
            } while (start < item.elements());
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer data) throws IOException {
        while (data.hasRemaining()) {
            channel.write(data);
        }
    }
}
