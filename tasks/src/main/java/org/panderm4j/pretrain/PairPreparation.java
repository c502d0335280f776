package org.panderm4j.pretrain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.panderm4j.data.augment.AugmentationDraws;
import org.panderm4j.data.augment.TrainTransform;
import org.panderm4j.data.image.Pixels;
import org.panderm4j.data.image.UnusablePictureException;
import org.panderm4j.data.pair.Pair;
import org.panderm4j.data.pair.PairSource;
import org.panderm4j.data.transform.PictureBuffers;
import org.panderm4j.run.Failure;
import org.panderm4j.train.PictureReading;

/**
 * Opens a pair's picture and changes it at random. Where the picture is bad, the next pair that has a good one takes its place: which
 * one does not depend on threads or on when it is found out, so a run stays the same. Safe in any number of threads.
 */
final class PairPreparation {
    private final PairSource pairs;
    private final TrainTransform transform;
    private final PictureReading reading;
    private final Map<Integer, Failure> unusable = new ConcurrentHashMap<>();

    /**
     * A picture ready to be normalised.
     *
     * @param pair the number of its pair
     * @param skipped pairs that it takes the place of, found out now or before; for whoever takes it to take note of, since what is
     *     prepared ahead of a step that is never done has not been skipped
     */
    record Ready(int pair, Pixels pixels, List<Failure> skipped) {}

    PairPreparation(PairSource pairs, TrainTransform transform, PictureReading reading) {
        this.pairs = pairs;
        this.transform = transform;
        this.reading = reading;
    }

    /**
     * Prepares one.
     *
     * @throws IOException when no pair at all has a picture that can be used, or as {@link PictureReading#read}
     */
    Ready prepare(int wanted, AugmentationDraws draws, PictureBuffers buffers) throws IOException {
        List<Failure> skipped = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            int number = (wanted + i) % pairs.size();
            Failure known = unusable.get(number);
            if (known == null) {
                Pair pair = pairs.at(number);
                try {
                    Pixels pixels = reading.read(pair.origin(), () -> transform.load(pair, draws, buffers));
                    return new Ready(number, pixels, skipped);
                } catch (UnusablePictureException e) {
                    known = new Failure(number, pair.origin(), e.getMessage());
                    unusable.put(number, known);
                }
            }
            skipped.add(known);
        }
        throw new IOException("none of the " + pairs.size() + " pairs has a picture that can be used; the last one: "
                + skipped.get(skipped.size() - 1).reason());
    }

    float[] normalize(Ready ready) {
        return transform.normalize(ready.pixels());
    }
}
