package org.panderm4j.data.augment;

import java.util.random.RandomGenerator;
import org.panderm4j.data.transform.CropBox;

/**
 * What is drawn for a crop, all from 0 to below 1.
 *
 * @param areas where in the range of scales, one for each try
 * @param ratios where in the range of proportions, one for each try
 * @param top where among the possible first rows
 * @param left where among the possible first columns
 */
public record CropDraws(double[] areas, double[] ratios, double top, double left) {
    /** How often another size is tried when one does not fit into the picture. */
    public static final int TRIES = 10;

    public CropDraws {
        if (areas.length != TRIES || ratios.length != TRIES) {
            throw new IllegalArgumentException("expected draws for " + TRIES + " tries, found " + areas.length
                    + " of the area and " + ratios.length + " of the ratio");
        }
        areas = areas.clone();
        ratios = ratios.clone();
    }

    /** Draws for all tries, needed or not, so that whatever is drawn next does not depend on the picture. */
    static CropDraws draw(RandomGenerator random) {
        double[] areas = new double[TRIES];
        double[] ratios = new double[TRIES];
        for (int i = 0; i < TRIES; i++) {
            areas[i] = random.nextDouble();
            ratios[i] = random.nextDouble();
        }
        return new CropDraws(areas, ratios, random.nextDouble(), random.nextDouble());
    }

    /**
     * The part of a picture that these draws choose.
     *
     * <p>The first size that fits, at a place chosen evenly. When none does: as much of the middle as has proportions within {@code ratio}.
     */
    public CropBox box(int width, int height, Range scale, Range ratio) {
        double area = (double) width * height;
        for (int i = 0; i < TRIES; i++) {
            double wanted = area * scale.at(areas[i]);
            double proportion = ratio.logAt(ratios[i]);
            int w = (int) Math.rint(Math.sqrt(wanted * proportion));
            int h = (int) Math.rint(Math.sqrt(wanted / proportion));
            if (w > 0 && w <= width && h > 0 && h <= height) {
                return new CropBox(place(left, width - w), place(top, height - h), w, h);
            }
        }
        return middle(width, height, ratio);
    }

    /** One of the places from 0 to {@code last}. */
    private static int place(double draw, int last) {
        return Math.min((int) (draw * (last + 1)), last);
    }

    private static CropBox middle(int width, int height, Range ratio) {
        double found = (double) width / height;
        int w = found > ratio.high() ? (int) Math.rint(height * ratio.high()) : width;
        int h = found < ratio.low() ? (int) Math.rint(width / ratio.low()) : height;
        // A line of one pixel has no part of the wanted proportions.
        w = Math.max(w, 1);
        h = Math.max(h, 1);
        return new CropBox((width - w) / 2, (height - h) / 2, w, h);
    }
}
