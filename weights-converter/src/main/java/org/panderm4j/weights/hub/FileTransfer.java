package org.panderm4j.weights.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Brings the bytes of one blob into its partial file, over as many connections as it takes.
 *
 * <p>The partial file grows at its end only, so its length is the place to go on from, after a cut connection as after an
 * interrupted process.
 */
final class FileTransfer {
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18}|\\*)");
    private static final int CHUNK = 1 << 16;
    private static final long REPORT_EVERY = 1 << 20;

    private final HubApi api;
    private final HubProgress progress;
    private final HubModelId id;
    private final FileMetadata file;
    private final Path partial;
    private long total;
    private long reported = -1;
    private Optional<String> servedTag = Optional.empty();

    FileTransfer(HubApi api, HubProgress progress, HubModelId id, FileMetadata file, Path partial) {
        this.api = api;
        this.progress = progress;
        this.id = id;
        this.file = file;
        this.partial = partial;
        this.total = file.size();
    }

    /** Returns when the partial file has all bytes; whether they are the right ones is not looked at. */
    void run(Retries retries) throws IOException {
        long most = length();
        boolean done = file.hasSize() && most == file.size() && Files.exists(partial);
        while (!done) {
            try {
                done = receive();
            } catch (IOException e) {
                // Only what no earlier attempt reached counts, or a server that starts anew each time never ends.
                if (length() > most) {
                    most = length();
                    retries.gained();
                }
                retries.failed(e);
            }
        }
        report(length(), true);
    }

    /** One connection; true when the file is complete. */
    private boolean receive() throws IOException {
        long offset = usableLength();
        // The commit and not the branch, so that a push between two requests cannot mix two files.
        try (HubAnswer answer = api.open(id.withRevision(file.commit()), file.name(), offset)) {
            if (answer.status() == 416 && offset > 0) {
                Files.deleteIfExists(partial);
                throw new RetryableException("the hub has no bytes after " + offset);
            }
            if (answer.status() != 200 && answer.status() != 206) {
                throw api.refusal(id, file.name()).of(answer);
            }
            long start = start(answer, offset);
            learnTotal(answer, start);
            append(answer, start);
        }
        if (total != FileMetadata.UNKNOWN && length() < total) {
            throw new RetryableException("connection cut at byte " + length() + " of " + total);
        }
        return true;
    }

    /** Length of what an earlier attempt left; more than the file can have is thrown away. */
    private long usableLength() throws IOException {
        long length = length();
        if (total != FileMetadata.UNKNOWN && length > total) {
            Files.delete(partial);
            return 0;
        }
        return length;
    }

    /** The byte of the file with which the body begins. */
    private long start(HubAnswer answer, long offset) throws IOException {
        if (answer.status() == 200) {
            return 0;
        }
        Matcher range = CONTENT_RANGE.matcher(answer.header("Content-Range").orElse(""));
        boolean fits = range.matches() && Long.parseLong(range.group(1)) == offset && answer.isPlain();
        boolean same = servedTag.isEmpty() || servedTag.equals(answer.header("ETag"));
        if (!fits || !same) {
            Files.deleteIfExists(partial);
            servedTag = Optional.empty();
            throw new RetryableException("the hub continued another file, starting again");
        }
        return offset;
    }

    private void learnTotal(HubAnswer answer, long start) throws IOException {
        servedTag = answer.header("ETag");
        OptionalLong told = toldTotal(answer, start);
        if (told.isEmpty()) {
            return;
        }
        if (total == FileMetadata.UNKNOWN) {
            total = told.getAsLong();
        } else if (told.getAsLong() != total) {
            throw wrongSize(told.getAsLong());
        }
    }

    /** Size of the whole file as the answer tells it; a packed body has another length. */
    private static OptionalLong toldTotal(HubAnswer answer, long start) {
        if (!answer.isPlain()) {
            return OptionalLong.empty();
        }
        if (answer.status() == 206) {
            Matcher range = CONTENT_RANGE.matcher(answer.header("Content-Range").orElse(""));
            return HubAnswer.number(range.matches() ? Optional.of(range.group(2)) : Optional.empty());
        }
        OptionalLong length = answer.length();
        return length.isPresent() ? OptionalLong.of(start + length.getAsLong()) : length;
    }

    private void append(HubAnswer answer, long start) throws IOException {
        long done = start;
        report(done, true);
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = PlainBody.of(answer);
                OutputStream out = output(start)) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                write(out, chunk, n);
                done += n;
                if (total != FileMetadata.UNKNOWN && done > total) {
                    throw wrongSize(done);
                }
                report(done, false);
            }
        }
    }

    private OutputStream output(long start) throws IOException {
        return start > 0
                ? Files.newOutputStream(partial, StandardOpenOption.WRITE, StandardOpenOption.APPEND)
                : Files.newOutputStream(
                        partial,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING);
    }

    /** Trouble with the disk is told apart from trouble with the network, which may pass. */
    private void write(OutputStream out, byte[] chunk, int count) throws IOException {
        try {
            out.write(chunk, 0, count);
        } catch (ClosedByInterruptException e) {
            throw new InterruptedIOException("interrupted while writing " + partial);
        } catch (IOException e) {
            throw new FileSystemException(partial.toString(), null, e.getMessage());
        }
    }

    private HubException wrongSize(long found) throws IOException {
        Files.deleteIfExists(partial);
        return new HubException(
                HubException.Reason.DAMAGED,
                "model " + id + ": " + file.name() + " should have " + total + " bytes, the hub sends " + found
                        + " ; try again later or through another HF_ENDPOINT");
    }

    private void report(long done, boolean always) {
        if (done != reported && (always || done - reported >= REPORT_EVERY)) {
            reported = done;
            progress.transferred(id, file.name(), done, total);
        }
    }

    private long length() throws IOException {
        return Files.exists(partial) ? Files.size(partial) : 0;
    }
}
