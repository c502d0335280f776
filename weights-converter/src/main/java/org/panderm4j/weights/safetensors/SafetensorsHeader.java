package org.panderm4j.weights.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panderm4j.weights.checkpoint.CheckpointException;
import org.panderm4j.weights.checkpoint.CheckpointFile;
import org.panderm4j.weights.checkpoint.StoredTensor;
import org.panderm4j.weights.checkpoint.TensorSource;

/**
 * The table of contents of a safetensors file, checked.
 *
 * @param entries in the order of the header
 * @param metadata the free texts under {@code __metadata__}
 * @param dataStart where in the file offset 0 of the entries lies
 */
record SafetensorsHeader(List<HeaderEntry> entries, Map<String, String> metadata, long dataStart) {
    static final int LENGTH_BYTES = 8;
    /** As the reference implementation; checked before anything is allocated. */
    static final int LONGEST = 100_000_000;

    static SafetensorsHeader read(CheckpointFile file) throws IOException {
        byte[] json = json(file);
        long dataStart = LENGTH_BYTES + (long) json.length;
        HeaderParser parser = new HeaderParser(file.path());
        parser.parse(json);
        checkLayout(file, parser.entries(), file.size() - dataStart);
        return new SafetensorsHeader(parser.entries(), parser.metadata(), dataStart);
    }

    private static byte[] json(CheckpointFile file) throws IOException {
        long left = file.size() - LENGTH_BYTES;
        if (left < 2) {
            throw new CheckpointException(file.path(), "cut short: no room for a safetensors header");
        }
        ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        file.read(0, length);
        long bytes = length.getLong(0);
        if (bytes < 2 || bytes > LONGEST || bytes > left) {
            throw new CheckpointException(
                    file.path(),
                    "damaged safetensors header: it claims " + Long.toUnsignedString(bytes) + " bytes, the file has "
                            + left + " behind the length, and " + LONGEST + " is the limit");
        }
        ByteBuffer json = ByteBuffer.allocate((int) bytes);
        file.read(LENGTH_BYTES, json);
        return json.array();
    }

    /** The format asks that the entries cover the data once, without gap or overlap. */
    private static void checkLayout(CheckpointFile file, List<HeaderEntry> entries, long data)
            throws CheckpointException {
        long position = 0;
        List<HeaderEntry> sorted = entries.stream()
                .sorted(Comparator.comparingLong(HeaderEntry::begin).thenComparingLong(HeaderEntry::end))
                .toList();
        for (HeaderEntry entry : sorted) {
            entry.check(file.path(), data);
            if (entry.begin() != position) {
                String problem = entry.begin() < position ? "overlaps the tensor before it" : "leaves a gap before it";
                throw new CheckpointException(
                        file.path(),
                        entry.name(),
                        problem + ": it begins at byte " + entry.begin() + " of the data, expected " + position);
            }
            position = entry.end();
        }
        if (position != data) {
            throw new CheckpointException(
                    file.path(), "expected " + position + " bytes of data, found " + data + "; was it cut or joined?");
        }
    }

    Map<String, TensorSource> tensors(CheckpointFile file) {
        Map<String, TensorSource> tensors = new LinkedHashMap<>();
        for (HeaderEntry entry : entries) {
            tensors.put(
                    entry.name(),
                    StoredTensor.whole(
                            entry.name(),
                            entry.dtype(),
                            entry.shape().stream().mapToLong(Long::longValue).toArray(),
                            file.slice(dataStart + entry.begin(), entry.end() - entry.begin()),
                            file));
        }
        return tensors;
    }
}
