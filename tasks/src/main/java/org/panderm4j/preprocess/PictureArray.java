package org.panderm4j.preprocess;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.panderm4j.data.npy.NpyByteWriter;
import org.panderm4j.data.npy.NpyFloatWriter;
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
            result = run(pictures, transform::bytes, writer::append);
        }
        return publish(result, out);
    }

    /** Writes normalised float32; {@code out} appears if any picture was usable. */
    public Result writeValues(List<Path> pictures, OutputFile out) throws IOException {
        Result result;
        try (NpyFloatWriter writer = NpyFloatWriter.create(out.aside(), 3, transform.height(), transform.width())) {
            result = run(pictures, transform::values, writer::append);
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
    private interface Row<T> {
        T of(Path picture) throws IOException;
    }

    @FunctionalInterface
    private interface Sink<T> {
        void append(T row) throws IOException;
    }

    private <T> Result run(List<Path> pictures, Row<T> row, Sink<T> sink) throws IOException {
        List<Failure> failures = new ArrayList<>();
        int chunk = PICTURES_A_THREAD * threads;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (int from = 0; from < pictures.size(); from += chunk) {
                int to = Math.min(from + chunk, pictures.size());
                List<Future<T>> rows = transform(pool, pictures.subList(from, to), row);
                for (int i = from; i < to; i++) {
                    append(rows.get(i - from), sink, i, pictures.get(i), failures);
                }
                progress.accept(to);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        } finally {
            pool.shutdownNow();
        }
        return new Result(pictures.size() - failures.size(), failures);
    }

    private static <T> List<Future<T>> transform(ExecutorService pool, List<Path> pictures, Row<T> row)
            throws InterruptedException {
        List<Callable<T>> jobs = new ArrayList<>();
        pictures.forEach(picture -> jobs.add(() -> row.of(picture)));
        return pool.invokeAll(jobs);
    }

    private static <T> void append(Future<T> row, Sink<T> sink, int index, Path picture, List<Failure> failures)
            throws IOException, InterruptedException {
        try {
            sink.append(row.get());
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            // Those are the picture's fault; anything else is ours or the machine's.
            if (cause instanceof IOException || cause instanceof IllegalArgumentException) {
                failures.add(new Failure(index, picture.toString(), cause.getMessage()));
            } else if (cause instanceof Error error) {
                throw error;
            } else {
                throw new IllegalStateException(picture + ": " + cause, cause);
            }
        }
    }
}
