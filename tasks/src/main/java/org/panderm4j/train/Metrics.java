package org.panderm4j.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * {@code metrics.jsonl}: one JSON object for a step or an evaluation, or one for an epoch, in the order they happened.
 *
 * <p>A step has {@code step, epoch, loss}, further numbers by name, {@code learning_rate}, {@code gradient_norm} where known,
 * {@code items_per_second, seconds}; an evaluation has {@code step, epoch, seconds} and its values under {@code evaluation}. What
 * is no number in JSON (NaN, infinities) is a text. But for the times, a resumed run leaves the lines of one that was not
 * interrupted.
 */
final class Metrics implements AutoCloseable {
    static final String NAME = "metrics.jsonl";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final FileChannel channel;

    private Metrics(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Opens the file and cuts off what lies beyond a snapshot.
     *
     * @param length of the file when the snapshot was taken; 0 to begin
     */
    static Metrics open(Path file, long length) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            channel.truncate(length);
            channel.position(channel.size()); // a file that somebody shortened is no reason not to go on
            return new Metrics(file, channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    void step(StepFigures figures, double itemsPerSecond, double seconds) throws IOException {
        ObjectNode line = line(figures.step(), figures.epoch());
        line.put("loss", figures.loss());
        figures.parts().forEach(line::put);
        line.put("learning_rate", figures.learningRate());
        figures.gradientNorm().ifPresent(norm -> line.put("gradient_norm", norm));
        line.put("items_per_second", rounded(itemsPerSecond));
        line.put("seconds", rounded(seconds));
        append(line);
    }

    void evaluation(EvaluationFigures figures, double seconds) throws IOException {
        ObjectNode line = line(figures.step(), figures.epoch());
        ObjectNode values = line.putObject("evaluation");
        figures.values().forEach(values::put);
        line.put("seconds", rounded(seconds));
        append(line);
    }

    /** The epoch's values stand beside its number, its speed is called {@code UNIT_per_second}. */
    void epoch(EvaluationFigures figures, String unit, double itemsPerSecond, double seconds) throws IOException {
        ObjectNode line = JSON.createObjectNode().put("epoch", figures.epoch()).put("step", figures.step());
        figures.values().forEach(line::put);
        line.put("seconds", rounded(seconds));
        line.put(unit + "_per_second", rounded(itemsPerSecond));
        append(line);
    }

    private static ObjectNode line(long step, int epoch) {
        return JSON.createObjectNode().put("step", step).put("epoch", epoch);
    }

    /** Times are good to a millisecond. */
    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    private void append(ObjectNode line) throws IOException {
        byte[] bytes = (JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }

    /** The system's message, such as that the disk is full, names no file. */
    static IOException cannotWrite(Path file, IOException cause) {
        return new IOException(
                file + ": cannot be written (" + SnapshotSpace.reason(cause)
                        + "); the snapshots are as they were, go on by --resume when it can",
                cause);
    }

    /** Forces all lines to disk, so that a snapshot never knows of lines that are lost. */
    void force() throws IOException {
        channel.force(false);
    }

    /** In bytes. */
    long length() throws IOException {
        return channel.position();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
