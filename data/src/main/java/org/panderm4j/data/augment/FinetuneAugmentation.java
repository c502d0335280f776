package org.panderm4j.data.augment;

import java.util.random.RandomGenerator;
import org.panderm4j.data.image.Pixels;
import org.panderm4j.data.transform.CropBox;
import org.panderm4j.data.transform.FinetuneTransform;

/**
 * The training transform of multimodal fine-tuning, from a picture that {@link FinetuneTransform#load} has brought to the network's size: a
 * larger square (256 for a network of 224, in that proportion for others), a random part of it back at the network's size, flips, quarter
 * turns.
 *
 * <p>A pure function of picture and draws; immutable, safe in any number of threads. Normalising is {@link FinetuneTransform#normalize}'s.
 *
 * @param transform size of the network
 */
public record FinetuneAugmentation(FinetuneTransform transform) {
    private static final int CROPPED = 256;
    private static final int QUARTERS = 4;

    /** Rows and columns of the square that is cropped. */
    public int cropped() {
        return scaled(transform.size(), CROPPED);
    }

    /** A side of the reference, for a network of another size. */
    static int scaled(int size, int side) {
        return Math.round((float) size * side / FinetuneTransform.SIZE);
    }

    /** Draws for one case. */
    public FinetuneDraws draw(RandomGenerator random) {
        return FinetuneDraws.draw(random, cropped());
    }

    /** The picture as the network is to see it, before normalising. */
    public Pixels apply(Pixels loaded, FinetuneDraws draws) {
        int side = cropped();
        int size = transform.size();
        Pixels resized = FinetuneTransform.resize(loaded, side, side);
        // Rounding down after the guard begins a pixel earlier than was drawn, as in the reference.
        CropBox box = new CropBox(
                (int) ((side - draws.cropWidth()) * draws.left()),
                (int) ((side - draws.cropHeight()) * draws.top()),
                draws.cropWidth(),
                draws.cropHeight());
        Pixels part = FinetuneTransform.resize(box.of(resized), size, size);
        return new Position(draws.mirror(), draws.flip(), (QUARTERS - draws.turns()) % QUARTERS).of(part);
    }
}
