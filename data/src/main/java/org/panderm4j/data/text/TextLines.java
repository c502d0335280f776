package org.panderm4j.data.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a file of one text a line. */
public final class TextLines {
    private TextLines() {}

    /**
     * The lines of a UTF-8 file. Only {@code \n} or {@code \r\n} ends a line: other separators are part of the text. An
     * empty line is the empty text; the last {@code \n} opens no further one.
     *
     * @throws IOException when the file cannot be read or a line is not UTF-8; the message names file and line
     */
    public static List<String> read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + ": expected a file of one text a line, found a folder");
        }
        return split(Files.readAllBytes(file), file.toString());
    }

    /** The same of bytes in memory; {@code origin} names them in messages. */
    public static List<String> split(byte[] bytes, String origin) throws IOException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < bytes.length) {
            int end = start;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            boolean carriageReturn = end < bytes.length && end > start && bytes[end - 1] == '\r';
            ByteBuffer line = ByteBuffer.wrap(bytes, start, end - start - (carriageReturn ? 1 : 0));
            try {
                lines.add(decoder.decode(line).toString());
            } catch (CharacterCodingException e) {
                throw new IOException(origin + ", line " + (lines.size() + 1)
                        + ": expected UTF-8, found other bytes; save the file as UTF-8");
            }
            start = end + 1;
        }
        return lines;
    }

    /** Without the byte order mark that some editors put at the start of a file. */
    static List<String> withoutMark(List<String> lines) {
        if (lines.isEmpty() || !lines.get(0).startsWith("\uFEFF")) {
            return lines;
        }
        List<String> out = new ArrayList<>(lines);
        out.set(0, lines.get(0).substring(1));
        return out;
    }
}
