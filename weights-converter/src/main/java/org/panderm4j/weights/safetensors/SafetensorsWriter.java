package org.panderm4j.weights.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
import org.panderm4j.weights.checkpoint.HalfFloats;

/**
 * Writes a safetensors file tensor by tensor: in memory there is one buffer of the size of the largest tensor.
 *
 * <p>The order of the file is that of {@link #add}, F32 before BF16, so that every tensor is aligned. The same calls give the same
 * bytes. The file appears under its name only when it is complete.
 */
public final class SafetensorsWriter {
    /** Values that a buffer of 2 GiB holds. */
    private static final long MOST_ELEMENTS = Integer.MAX_VALUE / 4;

    private final Map<String, String> metadata = new TreeMap<>();
    private final List<Item> items = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private boolean synced = true;

    /** Gives the values of one tensor; {@code TensorSource::copyTo} is one. */
    @FunctionalInterface
    public interface Values {
        /** Puts exactly as many values as the tensor has, in C order, at the target's position. */
        void copyTo(FloatBuffer target) throws IOException;
    }

    private record Item(String name, DType dtype, List<Long> shape, int elements, Values values) {
        long bytes() {
            return (long) elements * dtype.bytes();
        }
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
        if (dtype != DType.F32 && dtype != DType.BF16) {
            throw new IllegalArgumentException(name + ": expected F32 or BF16 to write, found " + dtype);
        }
        if (name.equals("__metadata__") || !names.add(name)) {
            throw new IllegalArgumentException("tensor name " + name + " is reserved or was given twice");
        }
        items.add(new Item(name, dtype, Arrays.stream(shape).boxed().toList(), elements(name, shape), values));
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
        List<Item> ordered = new ArrayList<>(items);
        ordered.sort(Comparator.comparing(Item::dtype));
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
            rename(aside, file);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private byte[] header(List<Item> ordered) throws IOException {
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
            for (Item item : ordered) {
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

    private static void writeEntry(JsonGenerator json, Item item, long position) throws IOException {
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

    private static void writeData(FileChannel channel, Path file, List<Item> ordered) throws IOException {
        int largest = ordered.stream().mapToInt(Item::elements).max().orElse(0);
        ByteBuffer buffer = ByteBuffer.allocateDirect(4 * largest).order(ByteOrder.LITTLE_ENDIAN);
        for (Item item : ordered) {
            buffer.clear().limit(4 * item.elements());
            FloatBuffer values = buffer.asFloatBuffer();
            try {
                item.values().copyTo(values);
            } catch (BufferOverflowException e) {
                throw new CheckpointException(file, item.name(), "found more than " + item.elements() + " values");
            }
            if (values.hasRemaining()) {
                throw new CheckpointException(
                        file, item.name(), "expected " + item.elements() + " values, found " + values.position());
            }
            if (item.dtype() == DType.BF16) {
                narrow(buffer, item.elements());
            }
            writeFully(channel, buffer);
        }
    }

    /** In place: the narrow value never overtakes the wide one. */
    private static void narrow(ByteBuffer buffer, int elements) {
        for (int i = 0; i < elements; i++) {
            buffer.putShort(2 * i, HalfFloats.toBFloat16(buffer.getFloat(4 * i)));
        }
        buffer.limit(2 * elements);
    }

    private static void writeFully(FileChannel channel, ByteBuffer data) throws IOException {
        while (data.hasRemaining()) {
            channel.write(data);
        }
    }

    private static void rename(Path aside, Path file) throws IOException {
        try {
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
