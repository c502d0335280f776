package org.panderm4j.train;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.shade.protobuf.UnknownFieldSet;

class TensorBoardEventsTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1_764_150_000_250L), ZoneOffset.UTC);

    @TempDir
    Path folder;

    /** The frames of a file, both checksums verified by a bit-by-bit CRC of the test's own. */
    private static List<UnknownFieldSet> events(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<UnknownFieldSet> events = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte[] length = new byte[8];
            bytes.get(length);
            assertThat(bytes.getInt()).isEqualTo(masked(length));
            byte[] data = new byte
                    [(int) ByteBuffer.wrap(length)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getLong()];
            bytes.get(data);
            assertThat(bytes.getInt()).isEqualTo(masked(data));
            events.add(UnknownFieldSet.parseFrom(data));
        }
        return events;
    }

    private static int masked(byte[] data) {
        int crc = ~crc(data);
        return ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
    }

    private static int crc(byte[] data) {
        int crc = -1;
        for (byte one : data) {
            crc ^= one & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc >>> 1) ^ ((crc & 1) * 0x82f63b78); // Castagnoli, reflected
            }
        }
        return crc;
    }

    private static double time(UnknownFieldSet event) {
        return Double.longBitsToDouble(event.getField(1).getFixed64List().get(0));
    }

    private static Map<String, Float> scalars(UnknownFieldSet event) throws IOException {
        Map<String, Float> scalars = new LinkedHashMap<>();
        UnknownFieldSet summary = message(event, 5);
        for (var value : summary.getField(1).getLengthDelimitedList()) {
            UnknownFieldSet fields = UnknownFieldSet.parseFrom(value);
            scalars.put(
                    fields.getField(1).getLengthDelimitedList().get(0).toStringUtf8(),
                    Float.intBitsToFloat(fields.getField(2).getFixed32List().get(0)));
        }
        return scalars;
    }

    private static UnknownFieldSet message(UnknownFieldSet event, int field) throws IOException {
        return UnknownFieldSet.parseFrom(
                event.getField(field).getLengthDelimitedList().get(0));
    }

    private Path only() throws IOException {
        try (var files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }

    @Test
    void checksumsAreThePublishedOnes() {
        byte[] digits = "123456789".getBytes(US_ASCII);
        assertThat(~crc(digits)).isEqualTo(0xe3069283); // the check value of CRC-32C
        assertThat(TfRecords.maskedChecksum(ByteBuffer.wrap(digits))).isEqualTo(masked(digits));
        assertThat(TfRecords.maskedChecksum(ByteBuffer.wrap(new byte[] {24, 0, 0, 0, 0, 0, 0, 0})))
                .isEqualTo(0x224b7fa3); // how every event file of TensorFlow begins
    }

    @Test
    void holdsVersionStartAndScalars() throws IOException {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("train/loss", 2.5);
        values.put("train/learning_rate", 1e-4);
        values.put("validation/größe", Double.NaN);
        try (TensorBoardEvents file = TensorBoardEvents.create(folder, 0, CLOCK)) {
            file.scalars(1, values);
            file.scalars(1L << 40, Map.of("a", -0.5));
        }
        List<UnknownFieldSet> events = events(only());
        assertThat(only().getFileName()).hasToString("events.out.tfevents.1764150000.panderm");
        assertThat(events)
                .hasSize(4)
                .allSatisfy(event -> assertThat(time(event)).isEqualTo(1_764_150_000.25));
        assertThat(events.get(0).getField(3).getLengthDelimitedList().get(0).toStringUtf8())
                .isEqualTo("brain.Event:2");
        assertThat(events.get(0).hasField(2)).isFalse();
        assertThat(scalars(events.get(2)))
                .containsExactly(
                        Map.entry("train/loss", 2.5f),
                        Map.entry("train/learning_rate", 1e-4f),
                        Map.entry("validation/größe", Float.NaN));
        assertThat(events.get(2).getField(2).getVarintList()).containsExactly(1L);
        assertThat(events.get(3).getField(2).getVarintList()).containsExactly(1L << 40);
    }

    @Test
    void aResumedPartSaysWhereItStarts() throws IOException {
        TensorBoardEvents.create(folder, 0, CLOCK).close();
        Path first = only();
        byte[] before = Files.readAllBytes(first);
        TensorBoardEvents.create(folder, 300, CLOCK).close();
        assertThat(first).hasBinaryContent(before);
        Path second = folder.resolve(first.getFileName() + ".1");
        UnknownFieldSet start = events(second).get(1);
        assertThat(start.getField(2).getVarintList()).containsExactly(301L);
        assertThat(message(start, 7).getField(1).getVarintList()).containsExactly(1L);
    }
}
