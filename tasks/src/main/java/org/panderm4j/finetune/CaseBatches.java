package org.panderm4j.finetune;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.panderm4j.data.random.RandomStreams;
import org.panderm4j.data.sampling.FinetuneEpochs;
import org.panderm4j.model.PictureWorkers;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.fusion.FusionBatches;
import org.panderm4j.nn.fusion.FusionTargets;

/**
 * Batches of a run. Pictures of towers that learn are opened in worker threads while the networks compute; what comes out depends on
 * the step alone. For one taker; closing ends the workers.
 */
final class CaseBatches implements FusionBatches<CaseBatch>, AutoCloseable {
    private final FinetuneEpochs epochs;
    private final int accumulated;
    private final Learned learned;
    private final MixUp mixUp;
    private final RandomStreams streams;
    private final PictureWorkers workers;
    private final long steps;
    private final Map<Place, Map<View, List<Future<ReadAhead.Outcome>>>> ahead = new HashMap<>();

    /**
     * What is learned from.
     *
     * @param cases numbers of the training cases; the epochs count places among them
     * @param labels [outputs][all cases]
     * @param pictures opens those of towers that learn
     * @param trained views whose towers learn
     * @param versions of frozen features, without the plain ones; 0 if pictures are not changed at random
     * @param augmented whether pictures of towers that learn are changed at random
     */
    record Learned(
            int[] cases, int[][] labels, CaseReader pictures, Set<View> trained, int versions, boolean augmented) {}

    private record Place(long step, int part) {}

    /**
     * Opens nothing yet.
     *
     * @param accumulated usual number of batches to a step, by which also a shorter last one is divided, as in the reference
     * @param steps of the run: nothing is opened beyond
     */
    CaseBatches(
            FinetuneEpochs epochs,
            int accumulated,
            Learned learned,
            MixUp mixUp,
            RandomStreams streams,
            long steps,
            PictureWorkers workers) {
        this.epochs = epochs;
        this.accumulated = accumulated;
        this.learned = learned;
        this.mixUp = mixUp;
        this.streams = streams;
        this.steps = steps;
        this.workers = workers;
    }

    @Override
    public int parts(long step) {
        return epochs.parts(step);
    }

    @Override
    public int divisor(long step) {
        return accumulated;
    }

    /** Cases of a step. */
    int items(long step) {
        int items = 0;
        for (int part = 0; part < parts(step); part++) {
            items += epochs.batch(step, part).length;
        }
        return items;
    }

    @Override
    public Part<CaseBatch> part(long step, int part) {
        int[] cases = cases(step, part);
        Map<View, Batch.Images> pictures = new LinkedHashMap<>();
        if (!learned.trained().isEmpty()) {
            Map<View, List<Future<ReadAhead.Outcome>>> own =
                    Optional.ofNullable(ahead.remove(new Place(step, part))).orElseGet(() -> submit(step, part));
            prepareNext(step, part);
            own.forEach((view, futures) -> pictures.put(view, images(futures)));
        }
        CaseBatch inputs = new CaseBatch(cases, versions(step, part, cases.length), pictures);
        return new Part<>(inputs, new FusionTargets(labels(cases), mixUp.of(step, part, cases.length)));
    }

    private int[] cases(long step, int part) {
        int[] places = epochs.batch(step, part);
        for (int i = 0; i < places.length; i++) {
            places[i] = learned.cases()[places[i]];
        }
        return places;
    }

    /** Which of the frozen features a case gets this time. */
    private int[] versions(long step, int part, int cases) {
        int[] versions = new int[cases];
        for (int i = 0; i < cases && learned.versions() > 0; i++) {
            versions[i] = 1 + streams.stream("version", step, part, i).nextInt(learned.versions());
        }
        return versions;
    }

    private int[][] labels(int... cases) {
        int[][] labels = new int[learned.labels().length][cases.length];
        for (int k = 0; k < labels.length; k++) {
            for (int i = 0; i < cases.length; i++) {
                labels[k][i] = learned.labels()[k][cases[i]];
            }
        }
        return labels;
    }

    private void prepareNext(long step, int part) {
        boolean last = part + 1 == parts(step);
        Place next = last ? new Place(step + 1, 0) : new Place(step, part + 1);
        if (next.step() < steps) {
            ahead.computeIfAbsent(next, place -> submit(place.step(), place.part()));
        }
    }

    private Map<View, List<Future<ReadAhead.Outcome>>> submit(long step, int part) {
        int[] cases = cases(step, part);
        Map<View, List<Future<ReadAhead.Outcome>>> all = new LinkedHashMap<>();
        for (View view : learned.trained()) {
            List<Future<ReadAhead.Outcome>> futures = new ArrayList<>();
            for (int i = 0; i < cases.length; i++) {
                int place = i;
                // Both views of a case have the same draws.
                Supplier<RandomGenerator> draws = () -> streams.stream("augment", step, part, place);
                PictureChoice choice =
                        PictureChoice.of(cases[i], learned.augmented() ? Optional.of(draws) : Optional.empty());
                futures.add(ReadAhead.open(learned.pictures(), view, choice, workers));
            }
            all.put(view, futures);
        }
        return all;
    }

    private Batch.Images images(List<Future<ReadAhead.Outcome>> futures) {
        List<float[]> pixels = new ArrayList<>();
        try {
            for (Future<ReadAhead.Outcome> future : futures) {
                ReadAhead.Outcome one = ReadAhead.wait(future);
                if (one.failure().isPresent()) {
                    throw CaseReader.changed(one.failure().get());
                }
                pixels.add(one.values());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        return new Batch.Images(
                pixels, learned.pictures().side(), learned.pictures().side());
    }

    @Override
    public void close() {
        workers.close();
    }
}
