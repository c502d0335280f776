package org.panderm4j.train;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Map;

/**
 * Scalars for TensorBoard, in an event file of their own for each part of a run.
 *
 * <p>Each begins by saying at which step it starts: TensorBoard then drops what files of earlier parts have of later steps.
 * Field numbers: {@code event.proto} and {@code summary.proto} of TensorFlow.
 */
final class TensorBoardEvents implements AutoCloseable {
    static final String FOLDER = "tensorboard";
    private static final String VERSION = "brain.Event:2";

    private static final int WALL_TIME = 1;
    private static final int STEP = 2;
    private static final int FILE_VERSION = 3;
    private static final int SUMMARY = 5;
    private static final int SESSION_LOG = 7;
    private static final int SESSION_STATUS = 1;
    private static final int SESSION_START = 1;
    private static final int SUMMARY_VALUE = 1;
    private static final int VALUE_TAG = 1;
    private static final int SIMPLE_VALUE = 2;

    private final Path file;
    private final TfRecords records;
    private final Clock clock;

    private TensorBoardEvents(Path file, TfRecords records, Clock clock) {
        this.file = file;
        this.records = records;
        this.clock = clock;
    }

    /**
     * Begins a new file.
     *
     * @param folder made when missing
     * @param done steps that earlier parts of the run have done
     * @param clock wall time of the events
     */
    static TensorBoardEvents create(Path folder, long done, Clock clock) throws IOException {
        Files.createDirectories(folder);
        String name = "events.out.tfevents." + clock.instant().getEpochSecond() + ".panderm";
        Path file = folder.resolve(name);
        for (int more = 1; Files.exists(file); more++) {
            file = folder.resolve(name + "." + more); // resumed within the same second
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        TensorBoardEvents events = new TensorBoardEvents(file, new TfRecords(channel), clock);
        try {
            events.append(events.event(0).text(FILE_VERSION, VERSION));
            ProtoMessage start = new ProtoMessage().whole(SESSION_STATUS, SESSION_START);
            events.append(events.event(done + 1).message(SESSION_LOG, start));
            return events;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Adds values of one step.
     *
     * @param values by tag, such as {@code train/loss}; kept as float32
     */
    void scalars(long step, Map<String, Double> values) throws IOException {
        ProtoMessage summary = new ProtoMessage();
        values.forEach((tag, value) -> summary.message(
                SUMMARY_VALUE, new ProtoMessage().text(VALUE_TAG, tag).fixed32(SIMPLE_VALUE, value.floatValue())));
        append(event(step).message(SUMMARY, summary));
    }

    private ProtoMessage event(long step) {
        ProtoMessage event = new ProtoMessage().fixed64(WALL_TIME, clock.millis() / 1000.0);
        return step == 0 ? event : event.whole(STEP, step); // protobuf leaves a zero out
    }

    private void append(ProtoMessage event) throws IOException {
        try {
            records.append(event.toBytes());
        } catch (IOException e) {
            throw Metrics.cannotWrite(file, e);
        }
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
