package org.panderm4j.finetune;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.panderm4j.data.image.UnusablePictureException;
import org.panderm4j.data.multimodal.NamedPicture;
import org.panderm4j.model.PictureWorkers;
import org.panderm4j.run.Failure;

/** Pictures of one view, opened in worker threads before they are asked for, and given in order. For one taker. */
final class ReadAhead {
    private final CaseReader reader;
    private final View view;
    private final Iterator<PictureChoice> wanted;
    private final PictureWorkers workers;
    private final int ahead;
    private final Deque<Future<Outcome>> queue = new ArrayDeque<>();

    /**
     * One picture.
     *
     * @param index of its case
     * @param values (3, side, side); null if it cannot be used
     * @param failure why not
     */
    record Outcome(int index, float[] values, Optional<Failure> failure) {}

    /**
     * Begins to open.
     *
     * @param workers closed by the caller
     * @param ahead pictures that wait at most
     */
    ReadAhead(CaseReader reader, View view, Iterator<PictureChoice> wanted, PictureWorkers workers, int ahead) {
        this.reader = reader;
        this.view = view;
        this.wanted = wanted;
        this.workers = workers;
        this.ahead = ahead;
        fill();
    }

    boolean hasNext() {
        return !queue.isEmpty();
    }

    /**
     * The next one; waits until it is there.
     *
     * @throws IOException when the run cannot go on
     */
    Outcome next() throws IOException {
        Outcome outcome = wait(queue.remove());
        fill();
        return outcome;
    }

    private void fill() {
        while (wanted.hasNext() && queue.size() < ahead) {
            queue.add(open(reader, view, wanted.next(), workers));
        }
    }

    /** Opens one in a worker. */
    static Future<Outcome> open(CaseReader reader, View view, PictureChoice choice, PictureWorkers workers) {
        return workers.submit(buffers -> {
            try {
                return new Outcome(choice.index(), reader.read(view, choice, buffers), Optional.empty());
            } catch (UnusablePictureException e) {
                return new Outcome(
                        choice.index(),
                        null,
                        Optional.of(new Failure(choice.index(), name(reader, view, choice.index()), e.getMessage())));
            }
        });
    }

    private static String name(CaseReader reader, View view, int index) {
        return view.of(reader.cases().get(index))
                .map(NamedPicture::name)
                .orElse("line " + reader.cases().get(index).line());
    }

    /** What a worker has made. */
    static Outcome wait(Future<Outcome> picture) throws IOException {
        try {
            return picture.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (InterruptedIOException)
                    new InterruptedIOException("interrupted while opening pictures").initCause(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException ending) {
                throw ending;
            }
            throw new IllegalStateException("opening a picture failed: " + e.getCause(), e.getCause());
        }
    }
}
