package org.panderm4j.weights.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.panderm4j.weights.checkpoint.CheckpointException;
import org.panderm4j.weights.checkpoint.CheckpointFile;
import org.panderm4j.weights.checkpoint.StoredBytes;

/**
 * The central directory of a zip archive, zip64 included.
 *
 * <p>{@code java.util.zip.ZipFile} does not tell where an entry's bytes begin; torch stores them plainly, so that with the place
 * known a tensor is read straight from the file. Source: PKWARE's APPNOTE.
 */
final class ZipDirectory {
    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int LOCATOR64 = 0x07064b50;
    private static final int LOCATOR64_BYTES = 20;
    private static final int END64 = 0x06064b50;
    private static final int END64_BYTES = 56;
    private static final int LINE = 0x02014b50;
    private static final int LINE_BYTES = 46;
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_BYTES = 30;
    private static final int LONGEST_COMMENT = 0xFFFF;
    private static final long LONGEST_DIRECTORY = 256L << 20;
    private static final long IN_ZIP64 = 0xFFFFFFFFL;

    private final CheckpointFile file;
    private final Map<String, ZipItem> items = new LinkedHashMap<>();

    private ZipDirectory(CheckpointFile file) {
        this.file = file;
    }

    static ZipDirectory read(CheckpointFile file) throws IOException {
        ZipDirectory directory = new ZipDirectory(file);
        ByteBuffer lines = directory.lines();
        while (lines.remaining() >= LINE_BYTES && lines.getInt(lines.position()) == LINE) {
            directory.add(directory.item(lines));
        }
        if (lines.hasRemaining()) {
            throw directory.damaged("its directory holds something else than entries");
        }
        return directory;
    }

    /** All entries by name, in the order of the directory. */
    Map<String, ZipItem> items() {
        return items;
    }

    /** The content of an entry. */
    StoredBytes open(ZipItem item) throws IOException {
        String name = CheckpointException.quoted(item.name());
        if (item.encrypted()) {
            throw new CheckpointException(file.path(), "zip entry " + name + " is encrypted");
        }
        if (item.header() > file.size() - LOCAL_BYTES) {
            throw damaged("entry " + name + " lies behind the end of the file");
        }
        ByteBuffer local = part(item.header(), LOCAL_BYTES);
        long start = item.header() + LOCAL_BYTES + unsigned(local, 26) + unsigned(local, 28);
        if (local.getInt(0) != LOCAL || start > file.size() - item.compressed()) {
            throw damaged("entry " + name + " is cut short or not where the directory says");
        }
        StoredBytes stored = file.slice(start, item.compressed());
        if (item.method() == ZipItem.DEFLATED) {
            return new InflatedBytes(file.path(), item.name(), stored, item.size());
        }
        if (item.method() != ZipItem.STORED || item.size() != item.compressed()) {
            throw damaged("entry " + name + " is packed by method " + item.method() + "; expected stored or deflated");
        }
        return stored;
    }

    private void add(ZipItem item) throws CheckpointException {
        if (items.putIfAbsent(item.name(), item) != null) {
            throw damaged("entry " + CheckpointException.quoted(item.name()) + " occurs twice");
        }
    }

    private ByteBuffer lines() throws IOException {
        long end = findEnd();
        ByteBuffer record = part(end, END_BYTES);
        long bytes = record.getInt(12) & IN_ZIP64;
        long start = record.getInt(16) & IN_ZIP64;
        if (bytes == IN_ZIP64 || start == IN_ZIP64 || unsigned(record, 10) == 0xFFFF) {
            ByteBuffer wide = end64(end);
            bytes = wide.getLong(40);
            start = wide.getLong(48);
        }
        if (start < 0 || bytes < 0 || bytes > LONGEST_DIRECTORY || start > end - bytes) {
            throw damaged("its directory of " + bytes + " bytes at " + start + " leaves the file");
        }
        return part(start, (int) bytes);
    }

    /** The end record lies last, before a comment of unknown length. */
    private long findEnd() throws IOException {
        int bytes = (int) Math.min(file.size(), END_BYTES + LONGEST_COMMENT);
        ByteBuffer tail = part(file.size() - bytes, bytes);
        for (int at = bytes - END_BYTES; at >= 0; at--) {
            if (tail.getInt(at) == END && unsigned(tail, at + 20) == bytes - END_BYTES - at) {
                return file.size() - bytes + at;
            }
        }
        throw damaged("the directory at its end is missing; was the download cut short?");
    }

    private ByteBuffer end64(long end) throws IOException {
        if (end >= LOCATOR64_BYTES) {
            ByteBuffer locator = part(end - LOCATOR64_BYTES, LOCATOR64_BYTES);
            long at = locator.getLong(8);
            if (locator.getInt(0) == LOCATOR64 && at >= 0 && at <= end - END64_BYTES) {
                ByteBuffer wide = part(at, END64_BYTES);
                if (wide.getInt(0) == END64) {
                    return wide;
                }
            }
        }
        throw damaged("its zip64 record is missing");
    }

    private ZipItem item(ByteBuffer lines) throws CheckpointException {
        int at = lines.position();
        int nameBytes = unsigned(lines, at + 28);
        int extraBytes = unsigned(lines, at + 30);
        int all = LINE_BYTES + nameBytes + extraBytes + unsigned(lines, at + 32);
        if (all > lines.remaining()) {
            throw damaged("its directory is cut short");
        }
        byte[] name = new byte[nameBytes];
        lines.get(at + LINE_BYTES, name);
        ByteBuffer extra = lines.slice(at + LINE_BYTES + nameBytes, extraBytes).order(ByteOrder.LITTLE_ENDIAN);
        Zip64Fields wide = Zip64Fields.find(extra);
        ZipItem item = new ZipItem(
                new String(name, StandardCharsets.UTF_8),
                unsigned(lines, at + 10),
                (unsigned(lines, at + 8) & 1) != 0,
                0,
                wide.next(lines.getInt(at + 24) & IN_ZIP64),
                0);
        long compressed = wide.next(lines.getInt(at + 20) & IN_ZIP64);
        long header = wide.next(lines.getInt(at + 42) & IN_ZIP64);
        if (item.size() < 0 || compressed < 0 || header < 0 || compressed > file.size()) {
            throw damaged("impossible size or place of entry " + CheckpointException.quoted(item.name()));
        }
        lines.position(at + all);
        return new ZipItem(item.name(), item.method(), item.encrypted(), compressed, item.size(), header);
    }

    private ByteBuffer part(long position, int bytes) throws IOException {
        ByteBuffer part = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        file.read(position, part);
        return part.flip();
    }

    private static int unsigned(ByteBuffer buffer, int at) {
        return buffer.getShort(at) & 0xFFFF;
    }

    private CheckpointException damaged(String problem) {
        return new CheckpointException(file.path(), "damaged zip archive: " + problem);
    }
}
