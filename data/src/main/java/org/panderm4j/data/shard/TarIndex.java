package org.panderm4j.data.shard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/**
 * Finds the members of a tar file by their headers.
 *
 * <p>Stricter than the library, which takes a file that was cut between two members, or inside of a header, for one that ends there: the
 * block of zeros that ends a tar file must be there, and every header's checksum must be right.
 */
final class TarIndex {
    private static final int BLOCK = 512;
    private static final int GZIP = 0x1F8B;

    private final Path shard;
    private final FileChannel channel;

    private TarIndex(Path shard, FileChannel channel) {
        this.shard = shard;
        this.channel = channel;
    }

    /**
     * The regular files in a tar file, in order.
     *
     * @param channel of that file
     * @throws IOException when the file is no tar file, damaged or cut, or has links or sparse files in it; the message says where
     */
    static List<TarMember> read(Path shard, FileChannel channel) throws IOException {
        return new TarIndex(shard, channel).members();
    }

    private List<TarMember> members() throws IOException {
        refuseOtherFormats();
        List<TarMember> members = new ArrayList<>();
        long end = 0;
        for (TarArchiveEntry entry : entries()) {
            long at = entry.getDataOffset();
            if (!entry.isCheckSumOK()) {
                throw bad(at - BLOCK, "expected a member's header, found one with a wrong checksum");
            }
            end = at + (entry.getSize() + BLOCK - 1) / BLOCK * BLOCK;
            if (entry.isLink() || entry.isSymbolicLink() || entry.isSparse()) {
                throw new IOException(shard + ", member " + entry.getName()
                        + ": expected a plain file, found a link or a sparse file; pack the shard from plain files");
            }
            if (entry.isFile()) {
                members.add(new TarMember(shard, entry.getName(), at, entry.getSize()));
            }
        }
        requireEnd(end);
        return members;
    }

    /** The library's reading; it leaves the channel where it failed. */
    @SuppressWarnings("resource") // closes nothing but the channel, whose owner is the caller
    private List<TarArchiveEntry> entries() throws IOException {
        try {
            return new TarFile(channel.position(0)).getEntries();
        } catch (IOException | IllegalArgumentException e) {
            long place = channel.isOpen() ? Math.min(channel.position(), channel.size()) : 0;
            throw (IOException) bad(place, "not readable as a tar file there (" + e.getMessage() + ")")
                    .initCause(e);
        }
    }

    private void refuseOtherFormats() throws IOException {
        ByteBuffer start = block(0);
        if (start.limit() == 0) {
            throw new IOException(shard + ": expected a tar file, found an empty file; copy or download it again");
        }
        if (start.limit() >= Short.BYTES && (start.getShort(0) & 0xFFFF) == GZIP) {
            throw new IOException(
                    shard + ": expected a plain tar file, found a gzip file, in which no picture can be read by its"
                            + " place; unpack it with gunzip");
        }
    }

    private void requireEnd(long at) throws IOException {
        ByteBuffer block = block(at);
        boolean zeros = block.limit() == BLOCK;
        while (block.hasRemaining()) {
            zeros &= block.get() == 0;
        }
        if (!zeros) {
            throw bad(at, "expected a further member or the zeros that end a tar file, found neither");
        }
    }

    /** The block at a place, as much of it as there is. */
    private ByteBuffer block(long at) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        int count = 0;
        while (block.hasRemaining() && count >= 0) {
            count = channel.read(block, at + block.position());
        }
        return block.flip();
    }

    private IOException bad(long at, String found) throws IOException {
        String size = channel.isOpen() ? " of " + channel.size() : "";
        return new IOException(shard + ", byte " + at + size + ": " + found
                + "; the shard is cut or damaged, copy or download it again");
    }
}
