package org.panderm4j.embed;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.panderm4j.data.image.UnusablePictureException;
import org.panderm4j.data.transform.ImageTransform;
import org.panderm4j.data.transform.PictureBuffers;
import org.panderm4j.model.PicturesAhead;

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

    private float[] prepare(Path file, PictureBuffers buffers) throws IOException {
        if (file.toString().isEmpty()) {
            throw new UnusablePictureException("a row names no picture: its image cell is empty");
        }
        return transform.normalize(transform.load(file, buffers));
    }

    /** Takes batches from the pictures that were prepared ahead. */
    private final class Ahead implements Stream {
        private final PicturesAhead<float[]> prepared;

        Ahead(int from) {
            prepared = new PicturesAhead<>(files.subList(from, files.size()), Pictures.this::prepare, workers, ahead);
        }

        @Override
        public List<Prepared> next(int count) throws IOException {
            List<Prepared> batch = new ArrayList<>();
            while (batch.size() < count && prepared.hasNext()) {
                PicturesAhead.Outcome<float[]> one = taken();
                batch.add(new Prepared(one.file().toString(), one.value(), one.failure()));
            }
            return batch;
        }

        private PicturesAhead.Outcome<float[]> taken() throws IOException {
            try {
                return prepared.next();
            } catch (InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                throw new IOException(
                        e.getMessage() + "; try again when it can be read, by --resume if a run was begun", e);
            }
        }

        @Override
        public void close() {
            prepared.close();
        }
    }
}
