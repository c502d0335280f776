package org.panderm4j.pretrain;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.panderm4j.data.augment.AugmentationDraws;
import org.panderm4j.data.random.RandomStreams;
import org.panderm4j.data.sampling.Accumulation;
import org.panderm4j.data.text.Tokenizer;
import org.panderm4j.data.transform.PreprocessConfig;
import org.panderm4j.model.PictureWorkers;
import org.panderm4j.nn.clip.PairBatches;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.tower.TextEnd;

/**
 * Batches of a training run. Pictures are prepared in worker threads while the network computes, a fixed number of batches ahead,
 * and wait as bytes; what comes out depends on the step alone. For one taker; closing ends the workers.
 */
final class TrainingBatches implements PairBatches<Batch, Batch>, AutoCloseable {
    private final TrainingPairs pairs;
    private final PairPreparation preparation;
    private final SkippedInputs skipped;
    private final Texts texts;
    private final PreprocessConfig size;
    private final Order order;
    private final PictureWorkers workers;
    private final NavigableMap<Long, List<Future<PairPreparation.Ready>>> ahead = new TreeMap<>();

    /**
     * Which pairs come when.
     *
     * @param accumulation batches by step
     * @param streams of crops, colours and captions
     * @param steps of the run: nothing is prepared beyond
     * @param ahead batches prepared before they are asked for, at least 1
     */
    record Order(Accumulation accumulation, RandomStreams streams, long steps, int ahead) {}

    /**
     * From captions to ids.
     *
     * @param end where a row of ids ends
     */
    record Texts(Tokenizer tokenizer, TextEnd end) {
        Batch.Texts batch(List<String> captions) {
            return new Batch.Texts(tokenizer.rows(captions)).cut(end);
        }
    }

    /**
     * Prepares nothing yet.
     *
     * @param skipped told of pairs whose pictures could not be used, when the batches that wanted them are taken
     */
    TrainingBatches(
            TrainingPairs pairs,
            PairPreparation preparation,
            SkippedInputs skipped,
            Texts texts,
            PreprocessConfig size,
            Order order,
            PictureWorkers workers) {
        this.pairs = pairs;
        this.preparation = preparation;
        this.skipped = skipped;
        this.texts = texts;
        this.size = size;
        this.order = order;
        this.workers = workers;
    }

    @Override
    public int parts(long step) {
        return order.accumulation().parts();
    }

    @Override
    public Pairs<Batch, Batch> part(long step, int part) {
        int parts = order.accumulation().parts();
        long place = step * parts + part;
        ahead.headMap(step * parts).clear(); // of this step, each part is asked for once more
        long last = Math.min(place + order.ahead(), order.steps() * parts - 1);
        for (long next = place; next <= last; next++) {
            ahead.computeIfAbsent(next, this::submit);
        }
        return pairs(number(place), ahead.get(place));
    }

    /** The sampler's number of the batch at a place in the run, which leaves out the rest of an epoch. */
    private long number(long place) {
        int parts = order.accumulation().parts();
        return order.accumulation().firstBatch(place / parts) + place % parts;
    }

    private List<Future<PairPreparation.Ready>> submit(long place) {
        long number = number(place);
        List<Future<PairPreparation.Ready>> batch = new ArrayList<>();
        int[] chosen = order.accumulation().sampler().batch(number);
        for (int i = 0; i < chosen.length; i++) {
            int pair = chosen[i];
            AugmentationDraws draws = AugmentationDraws.draw(order.streams().stream("augment", number, i));
            batch.add(workers.submit(buffers -> preparation.prepare(pair, draws, buffers)));
        }
        return batch;
    }

    private Pairs<Batch, Batch> pairs(long number, List<Future<PairPreparation.Ready>> batch) {
        List<float[]> pixels = new ArrayList<>();
        List<String> captions = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            PairPreparation.Ready ready = wait(batch.get(i));
            ready.skipped().forEach(skipped::add);
            pixels.add(preparation.normalize(ready));
            captions.add(caption(ready.pair(), number, i));
        }
        return new Pairs<>(new Batch.Images(pixels, size.height(), size.width()), texts.batch(captions));
    }

    private String caption(int pair, long number, int place) {
        List<String> all = pairs.captions(pair);
        return all.get(
                all.size() == 1
                        ? 0
                        : order.streams().stream("caption", number, place).nextInt(all.size()));
    }

    private static PairPreparation.Ready wait(Future<PairPreparation.Ready> picture) {
        try {
            return picture.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException((InterruptedIOException)
                    new InterruptedIOException("interrupted while preparing pictures").initCause(e));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException unusable) {
                throw new UncheckedIOException(unusable.getMessage(), unusable);
            }
            throw new IllegalStateException("preparing a picture failed: " + e.getCause(), e.getCause());
        }
    }

    @Override
    public void close() {
        workers.close();
    }
}
