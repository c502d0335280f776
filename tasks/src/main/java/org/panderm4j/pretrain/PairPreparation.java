package org.panderm4j.pretrain;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.panderm4j.data.augment.AugmentationDraws;
import org.panderm4j.data.augment.TrainTransform;
import org.panderm4j.data.image.Pixels;
import org.panderm4j.data.transform.PictureBuffers;
import org.panderm4j.run.Failure;

/**
 * Opens a pair's picture and changes it at random. Where it cannot be opened, the next pair that can takes its place: which one does
 * not depend on threads or on when it is found out, so a run stays the same. Safe in any number of threads.
 */
final class PairPreparation {
    private final TrainingPairs pairs;
    private final TrainTransform transform;
    private final SkippedInputs skipped;
    private final Set<Integer> unusable = ConcurrentHashMap.newKeySet();

    /**
     * A picture ready to be normalised.
     *
     * @param pair the number of its pair
     */
    record Ready(int pair, Pixels pixels) {}

    PairPreparation(TrainingPairs pairs, TrainTransform transform, SkippedInputs skipped) {
        this.pairs = pairs;
        this.transform = transform;
        this.skipped = skipped;
    }

    /**
     * Prepares one.
     *
     * @throws IOException when no pair at all has a picture that can be opened
     */
    Ready prepare(int wanted, AugmentationDraws draws, PictureBuffers buffers) throws IOException {
        String reason = "";
        for (int i = 0; i < pairs.size(); i++) {
            int pair = (wanted + i) % pairs.size();
            if (unusable.contains(pair)) {
                continue;
            }
            try {
                return new Ready(pair, transform.load(pairs.at(pair), draws, buffers));
            } catch (IOException | IllegalArgumentException e) {
                reason = String.valueOf(e.getMessage());
            } catch (OutOfMemoryError e) {
                reason = "too large for the memory at hand";
            }
            unusable.add(pair);
            skipped.add(new Failure(pair, pairs.at(pair).origin(), reason));
        }
        throw new IOException("none of the " + pairs.size() + " pairs has a picture that can be used"
                + (reason.isEmpty() ? "" : "; the last one: " + reason));
    }

    float[] normalize(Ready ready) {
        return transform.normalize(ready.pixels());
    }
}
