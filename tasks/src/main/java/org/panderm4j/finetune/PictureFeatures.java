package org.panderm4j.finetune;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.panderm4j.model.PictureWorkers;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.run.Failure;

/** Opens pictures of cases and has their features computed, batch by batch. */
final class PictureFeatures {
    private static final int AHEAD = 2;

    private final CaseReader reader;
    private final int batchSize;
    private final int threads;
    private final Consumer<Failure> failures;

    /**
     * @param batchSize pictures of one pass
     * @param threads that open pictures
     * @param failures told of pictures that cannot be used
     */
    PictureFeatures(CaseReader reader, int batchSize, int threads, Consumer<Failure> failures) {
        this.reader = reader;
        this.batchSize = batchSize;
        this.threads = threads;
        this.failures = failures;
    }

    /**
     * Features in the order of the choices; null where a picture cannot be used.
     *
     * @param tower from a batch to its features, [b][H]
     */
    float[][] of(View view, List<PictureChoice> choices, Function<Batch.Images, float[][]> tower) throws IOException {
        float[][] features = new float[choices.size()][];
        try (PictureWorkers workers = new PictureWorkers(threads)) {
            ReadAhead ahead =
                    new ReadAhead(reader, view, choices.iterator(), workers, AHEAD * Math.max(batchSize, threads));
            List<float[]> pixels = new ArrayList<>();
            List<Integer> places = new ArrayList<>();
            for (int i = 0; ahead.hasNext(); i++) {
                ReadAhead.Outcome one = ahead.next();
                one.failure().ifPresent(failures);
                if (one.failure().isEmpty()) {
                    pixels.add(one.values());
                    places.add(i);
                }
                if (pixels.size() == batchSize || (!pixels.isEmpty() && !ahead.hasNext())) {
                    float[][] rows = tower.apply(new Batch.Images(pixels, reader.side(), reader.side()));
                    for (int k = 0; k < rows.length; k++) {
                        features[places.get(k)] = rows[k];
                    }
                    pixels.clear();
                    places.clear();
                }
            }
        }
        return features;
    }

    CaseReader reader() {
        return reader;
    }
}
