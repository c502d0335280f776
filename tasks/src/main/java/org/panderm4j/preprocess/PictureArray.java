package org.panderm4j.preprocess;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.panderm4j.data.npy.NpyByteWriter;
import org.panderm4j.data.npy.NpyFloatWriter;
import org.panderm4j.model.PicturesAhead;
import org.panderm4j.run.Failure;
import org.panderm4j.run.OutputFile;

/**
 * Many pictures to one array (N, 3, H, W), transformed in parallel and written in order; in memory are a few pictures a thread.
 * Pictures that cannot be read are left out.
 */
public final class PictureArray {
    private static final int PICTURES_A_THREAD = 4;

    private final PictureTransform transform;
    private final int threads;
    private final LongConsumer progress;

    /**
     * @param threads at least 1
     * @param progress told how many pictures are done
     */
    public PictureArray(PictureTransform transform, int threads, LongConsumer progress) {
        this.transform = transform;
        this.threads = threads;
        this.progress = progress;
    }

    /**
     * What came of it.
     *
     * @param rows pictures in the array
     * @param failures pictures left out, in order
     */
    public record Result(long rows, List<Failure> failures) {}

    /** Writes uint8, before normalising; {@code out} appears if any picture was usable. */
    public Result writeBytes(List<Path> pictures, OutputFile out) throws IOException {
        Result result;
        try (NpyByteWriter writer = NpyByteWriter.create(out.aside(), 3, transform.height(), transform.width())) {
            result = run(pictures, transform::bytes, named(writer::append, out));
        }
        return publish(result, out);
    }

    /** Writes normalised float32; {@code out} appears if any picture was usable. */
    public Result writeValues(List<Path> pictures, OutputFile out) throws IOException {
        Result result;
        try (NpyFloatWriter writer = NpyFloatWriter.create(out.aside(), 3, transform.height(), transform.width())) {
            result = run(pictures, transform::values, named(writer::append, out));
        }
        return publish(result, out);
    }

    private static Result publish(Result result, OutputFile out) throws IOException {
        if (result.rows() > 0) {
            out.publish();
        }
        return result;
    }

    @FunctionalInterface
    private interface Sink<T> {
        void append(T row) throws IOException;
    }

    private static <T> Sink<T> named(Sink<T> sink, OutputFile out) {
        return row -> {
            try {
                sink.append(row);
            } catch (IOException e) {
                throw out.unwritable(e);
            }
        };
    }

    private <T> Result run(List<Path> pictures, PicturesAhead.Preparation<T> row, Sink<T> sink) throws IOException {
        List<Failure> failures = new ArrayList<>();
        try (PicturesAhead<T> ahead = new PicturesAhead<>(pictures, row, threads, PICTURES_A_THREAD * threads)) {
            for (int i = 0; ahead.hasNext(); i++) {
                PicturesAhead.Outcome<T> one = ahead.next();
                if (one.failure().isPresent()) {
                    failures.add(
                            new Failure(i, one.file().toString(), one.failure().get()));
                } else {
                    sink.append(one.value());
                }
                progress.accept(i + 1);
            }
        }
        return new Result(pictures.size() - failures.size(), failures);
    }
}
