package org.panderm4j.pretrain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.panderm4j.data.transform.ImageTransform;
import org.panderm4j.data.transform.PictureBuffers;
import org.panderm4j.model.PicturesAhead;
import org.panderm4j.nn.clip.DualNetwork;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.run.Failure;
import org.panderm4j.train.PictureReading;

/** Features of pictures and texts by towers that are being trained, as they would be in use now. */
final class TowerFeatures {
    private final DualNetwork<Batch, Batch> networks;
    private final ImageTransform transform;
    private final TrainingBatches.Texts texts;
    private final PictureReading reading = new PictureReading();
    private final SkippedInputs skipped;
    private final int batchSize;
    private final int workers;

    /**
     * @param skipped told of pictures that cannot be used
     * @param batchSize inputs in one pass
     * @param workers threads that decode pictures
     */
    TowerFeatures(
            DualNetwork<Batch, Batch> networks,
            ImageTransform transform,
            TrainingBatches.Texts texts,
            SkippedInputs skipped,
            int batchSize,
            int workers) {
        this.networks = networks;
        this.transform = transform;
        this.texts = texts;
        this.skipped = skipped;
        this.batchSize = batchSize;
        this.workers = workers;
    }

    /** One for each picture, in their order; none where the picture cannot be used. */
    List<Optional<float[]>> pictures(List<Path> files) throws IOException {
        List<Optional<float[]>> features = new ArrayList<>(Collections.nCopies(files.size(), Optional.empty()));
        try (PicturesAhead<float[]> prepared =
                new PicturesAhead<>(files, this::open, workers, 2 * Math.max(batchSize, workers))) {
            List<float[]> pixels = new ArrayList<>();
            List<Integer> places = new ArrayList<>();
            for (int i = 0; prepared.hasNext(); i++) {
                PicturesAhead.Outcome<float[]> one = prepared.next();
                if (one.failure().isPresent()) {
                    skipped.add(
                            new Failure(i, one.file().toString(), one.failure().get()));
                } else {
                    pixels.add(one.value());
                    places.add(i);
                }
                if (pixels.size() == batchSize || (!pixels.isEmpty() && !prepared.hasNext())) {
                    put(pixels, places, features);
                }
            }
        }
        return features;
    }

    /** What is no fault of the picture ends the run: without it the figures would be of another set. */
    private float[] open(Path file, PictureBuffers buffers) throws IOException {
        return transform.normalize(reading.read(file.toString(), () -> transform.load(file, buffers)));
    }

    private void put(List<float[]> pixels, List<Integer> places, List<Optional<float[]>> features) {
        Batch.Images batch = new Batch.Images(
                pixels, transform.config().height(), transform.config().width());
        float[][] rows = networks.images().features(batch);
        for (int i = 0; i < rows.length; i++) {
            features.set(places.get(i), Optional.of(rows[i]));
        }
        pixels.clear();
        places.clear();
    }

    /** One for each text, in their order, [texts][E]. */
    float[][] texts(List<String> captions) {
        List<float[]> features = new ArrayList<>();
        for (int from = 0; from < captions.size(); from += batchSize) {
            List<String> some = captions.subList(from, Math.min(from + batchSize, captions.size()));
            features.addAll(List.of(networks.texts().features(texts.batch(some))));
        }
        return features.toArray(float[][]::new);
    }
}
