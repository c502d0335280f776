package org.panderm4j.embed;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.panderm4j.data.image.ImageDecoder;
import org.panderm4j.data.resample.Scratch;
import org.panderm4j.data.transform.ImageTransform;

/**
 * Picture files, decoded and transformed in worker threads ahead of the network. At most {@code ahead} prepared pictures wait
 * at any time, so memory does not grow with the number of files.
 */
public final class Pictures implements PreparedInputs {
    private final List<Path> files;
    private final ImageTransform transform;
    private final int workers;
    private final int ahead;

    /**
     * @param workers threads that decode
     * @param ahead pictures prepared before they are asked for
     */
    public Pictures(List<Path> files, ImageTransform transform, int workers, int ahead) {
        this.files = List.copyOf(files);
        this.transform = transform;
        this.workers = workers;
        this.ahead = ahead;
    }

    @Override
    public String origin() {
        return files.size() + " pictures";
    }

    @Override
    public int size() {
        return files.size();
    }

    @Override
    public int height() {
        return transform.config().height();
    }

    @Override
    public int width() {
        return transform.config().width();
    }

    @Override
    public Stream from(int index) {
        return new Ahead(index);
    }

    private Prepared prepare(Path file, Scratch scratch) {
        if (file.toString().isEmpty()) {
            return Prepared.skipped("", "a row names no picture: its image cell is empty");
        }
        try {
            float[] pixels = transform.normalize(transform.apply(ImageDecoder.decode(file), scratch));
            return Prepared.of(file.toString(), pixels);
        } catch (IOException | IllegalArgumentException e) {
            return Prepared.skipped(file.toString(), e.getMessage());
        } catch (OutOfMemoryError e) {
            return Prepared.skipped(file.toString(), file + ": too large for the memory at hand");
        }
    }

    /** Keeps the queue of prepared pictures filled. */
    private final class Ahead implements Stream {
        private final ExecutorService pool = Executors.newFixedThreadPool(workers, task -> {
            Thread thread = new Thread(task, "panderm-pictures");
            thread.setDaemon(true);
            return thread;
        });
        private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);
        private final Deque<Future<Prepared>> queue = new ArrayDeque<>();
        private int submitted;

        Ahead(int from) {
            submitted = from;
        }

        @Override
        public List<Prepared> next(int count) throws IOException {
            List<Prepared> batch = new ArrayList<>();
            fill();
            while (batch.size() < count && !queue.isEmpty()) {
                batch.add(take());
                fill();
            }
            return batch;
        }

        private void fill() {
            while (submitted < files.size() && queue.size() < ahead) {
                Path file = files.get(submitted++);
                queue.add(pool.submit(() -> prepare(file, scratch.get())));
            }
        }

        private Prepared take() throws IOException {
            try {
                return queue.remove().get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while preparing pictures");
            } catch (ExecutionException e) {
                throw new IllegalStateException("preparing a picture failed: " + e.getCause(), e.getCause());
            }
        }

        @Override
        public void close() {
            pool.shutdownNow();
        }
    }
}
