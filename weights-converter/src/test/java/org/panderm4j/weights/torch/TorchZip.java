package org.panderm4j.weights.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes archives in the layout of {@code torch.save}. */
final class TorchZip {
    private final String root;
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private boolean deflated;

    TorchZip(String root, byte[] pickle) {
        this.root = root;
        add("data.pkl", pickle);
        add("version", "3\n".getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    TorchZip add(String name, byte[] content) {
        entries.put(root + "/" + name, content);
        return this;
    }

    TorchZip storage(String key, byte[] content) {
        return add("data/" + key, content);
    }

    TorchZip deflate() {
        deflated = true;
        return this;
    }

    Path write(Path file) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                ZipEntry line = new ZipEntry(entry.getKey());
                if (!deflated) {
                    CRC32 crc = new CRC32();
                    crc.update(entry.getValue());
                    line.setMethod(ZipEntry.STORED);
                    line.setSize(entry.getValue().length);
                    line.setCrc(crc.getValue());
                }
                zip.putNextEntry(line);
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return file;
    }
}
