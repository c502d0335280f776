package org.panderm4j.data.augment;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;
import org.panderm4j.data.image.Pixels;
import org.panderm4j.data.transform.CropBox;
import org.panderm4j.data.transform.FinetuneTransform;

/**
 * The seven variants of a picture over which test-time augmentation takes the mean: both flips, two quarter turns, other hues, brightness,
 * contrast, gamma. Each begins with a larger square (246 for a network of 224, in that proportion for others) and its middle.
 *
 * <p>A pure function of picture and draws; immutable, safe in any number of threads.
 *
 * @param transform size and channel order of the network
 */
public record TestTimeVariants(FinetuneTransform transform) {
    /** How many there are. */
    public static final int COUNT = 7;

    private static final int RESIZED = 246;
    private static final int LEVELS = 256;

    /** All variants of a picture that {@link FinetuneTransform#load} has brought to the network's size, before normalising. */
    public List<Pixels> of(Pixels loaded, VariantDraws draws) {
        Pixels middle = middle(loaded);
        List<Pixels> all = new ArrayList<>(COUNT);
        for (int i = 0; i < COUNT; i++) {
            all.add(variant(i, middle, draws));
        }
        return all;
    }

    /**
     * One of them.
     *
     * @param index 0 to 6
     */
    public Pixels of(int index, Pixels loaded, VariantDraws draws) {
        return variant(Objects.checkIndex(index, COUNT), middle(loaded), draws);
    }

    private Pixels middle(Pixels loaded) {
        int size = transform.size();
        int side = FinetuneAugmentation.scaled(size, RESIZED);
        int offset = (side - size) / 2;
        return new CropBox(offset, offset, size, size).of(FinetuneTransform.resize(loaded, side, side));
    }

    private Pixels variant(int index, Pixels middle, VariantDraws draws) {
        return switch (index) {
            case 0 -> new Position(true, true, 0).of(middle);
            case 1 -> shifted(new Position(false, false, 3).of(middle), 0, 1);
            case 2 -> shifted(new Position(false, false, 1).of(middle), 1, 0);
            case 3 -> new HsvShift(draws.hue(), draws.saturation()).of(middle, transform.order());
            case 4 -> mapped(middle, v -> (float) v + (float) (draws.brightness() * 255));
            case 5 -> mapped(middle, v -> (float) v * (float) draws.contrast());
            default -> mapped(middle, v -> Math.pow(v * (1.0 / 255), draws.gamma()) * 255);
        };
    }

    /**
     * Moved by one pixel to the right or down, for the reference turns about the corner between the middle pixels of a picture one larger. The
     * border that opens is mirrored without repeating itself.
     */
    private static Pixels shifted(Pixels pixels, int right, int down) {
        int width = pixels.width();
        byte[] moved = new byte[pixels.rgb().length];
        for (int y = 0, to = 0; y < pixels.height(); y++) {
            int row = mirrored(y - down, pixels.height());
            for (int x = 0; x < width; x++, to += 3) {
                System.arraycopy(pixels.rgb(), 3 * (row * width + mirrored(x - right, width)), moved, to, 3);
            }
        }
        return new Pixels(width, pixels.height(), moved);
    }

    private static int mirrored(int place, int count) {
        return place < 0 ? Math.min(1, count - 1) : place;
    }

    /** Every level changed in the same way, kept within 0 to 255 and rounded down. */
    private static Pixels mapped(Pixels pixels, IntToDoubleFunction change) {
        byte[] table = new byte[LEVELS];
        for (int v = 0; v < LEVELS; v++) {
            table[v] = (byte) (int) Math.min(Math.max(change.applyAsDouble(v), 0), 255);
        }
        byte[] rgb = new byte[pixels.rgb().length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = table[pixels.rgb()[i] & 0xFF];
        }
        return new Pixels(pixels.width(), pixels.height(), rgb);
    }
}
