package org.panderm4j.weights.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.checkpoint.CheckpointException;
import org.panderm4j.weights.checkpoint.CheckpointFile;
import org.panderm4j.weights.checkpoint.CheckpointFormat;
import org.panderm4j.weights.checkpoint.StoredBytes;

/**
 * A zip archive of {@code torch.save}: {@code ROOT/data.pkl} and a file {@code ROOT/data/KEY} for each storage. An archive of
 * {@code torch.jit.save} has the same two and {@code ROOT/constants.pkl}, {@code ROOT/code}; its code is never read.
 */
public final class TorchZipFormat implements CheckpointFormat {
    private static final String PICKLE = "data.pkl";

    @Override
    public String name() {
        return "torch zip";
    }

    @Override
    public boolean recognises(byte[] head, long size) {
        return head.length >= 4 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4;
    }

    @Override
    public Checkpoint open(CheckpointFile file) throws IOException {
        ZipDirectory zip = ZipDirectory.read(file);
        String root = root(zip, file.path());
        checkByteOrder(zip, root, file.path());
        StorageIds ids = new StorageIds(file.path());
        StoredBytes pickle = zip.open(zip.items().get(root + PICKLE));
        Object top = new Unpickler(new PickleInput(file.path(), pickle), ids).load();
        boolean script = zip.items().containsKey(root + "constants.pkl");
        String format = script ? "TorchScript archive" : "torch zip";
        return TorchCheckpoint.of(file, format, top, new ZipStorages(file.path(), zip, root));
    }

    /** The folder that holds the pickle, with its slash; any name will do. */
    private static String root(ZipDirectory zip, Path path) throws CheckpointException {
        List<String> pickles = zip.items().keySet().stream()
                .filter(name -> name.equals(PICKLE) || name.endsWith("/" + PICKLE))
                .filter(name -> name.indexOf('/') == name.lastIndexOf('/'))
                .toList();
        if (pickles.size() != 1) {
            throw new CheckpointException(
                    path,
                    "a zip archive with " + pickles.size() + " " + PICKLE + "; expected one, as torch.save writes it");
        }
        String name = pickles.get(0);
        return name.substring(0, name.length() - PICKLE.length());
    }

    private static void checkByteOrder(ZipDirectory zip, String root, Path path) throws IOException {
        ZipItem item = zip.items().get(root + "byteorder");
        if (item != null) {
            StoredBytes bytes = zip.open(item);
            ByteBuffer text = ByteBuffer.allocate((int) Math.min(16, bytes.size()));
            bytes.read(0, text);
            String order = new String(text.array(), StandardCharsets.ISO_8859_1).strip();
            if (!order.equals("little")) {
                throw new CheckpointException(
                        path, "byte order " + CheckpointException.quoted(order) + " is not supported; expected little");
            }
        }
    }
}
