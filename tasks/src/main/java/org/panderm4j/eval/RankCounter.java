package org.panderm4j.eval;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Counts, for each row and each column of the score matrix, the entries above and equal to the diagonal one.
 *
 * <p>The n x n matrix is never held: blocks of rows meet panels of columns, and each tile is reduced to counts. All dot
 * products add up in the same order in double precision, so equal rows give exactly equal scores whatever the tiling.
 */
final class RankCounter {
    private static final int ROWS = 64;
    private static final int COLUMNS = 64;

    private final float[][] images; // [n, d], unit rows
    private final float[][] texts; // [n, d], unit rows
    private final double[] diagonal; // [n]
    private final int[][] imageCounts; // [better | equal, n]
    private final int[][] textCounts; // [better | equal, n]

    RankCounter(float[][] images, float[][] texts) {
        this.images = images;
        this.texts = texts;
        this.diagonal = IntStream.range(0, images.length)
                .mapToDouble(i -> UnitRows.dot(images[i], texts[i]))
                .toArray();
        this.imageCounts = new int[2][images.length];
        this.textCounts = new int[2][images.length];
    }

    void count() {
        int blocks = (images.length + ROWS - 1) / ROWS;
        IntStream.range(0, blocks).parallel().forEach(block -> countBlock(block * ROWS));
    }

    Ranks imageToText() {
        return new Ranks(imageCounts[0], imageCounts[1]);
    }

    Ranks textToImage() {
        return new Ranks(textCounts[0], textCounts[1]);
    }

    private void countBlock(int firstRow) {
        int lastRow = Math.min(firstRow + ROWS, images.length);
        int[][] ofTexts = new int[2][texts.length];
        double[] panel = new double[images[0].length * COLUMNS]; // [d, columns]
        double[] scores = new double[COLUMNS];
        for (int first = 0; first < texts.length; first += COLUMNS) {
            int width = Math.min(COLUMNS, texts.length - first);
            fillPanel(panel, first, width);
            for (int i = firstRow; i < lastRow; i++) {
                multiply(images[i], panel, scores);
                compare(i, first, width, scores, ofTexts);
            }
        }
        addToTexts(ofTexts);
    }

    private void fillPanel(double[] panel, int first, int width) {
        for (int j = 0; j < width; j++) {
            float[] text = texts[first + j];
            for (int k = 0; k < text.length; k++) {
                panel[k * COLUMNS + j] = text[k];
            }
        }
    }

    /**
     * Scores of one image against a panel. The inner loop runs over columns, which compiles to vector instructions; four
     * values at a time save three quarters of the stores, and each score still adds up in index order.
     */
    private static void multiply(float[] image, double[] panel, double[] scores) {
        Arrays.fill(scores, 0);
        int k = 0;
        for (; k + 4 <= image.length; k += 4) {
            multiplyFour(image[k], image[k + 1], image[k + 2], image[k + 3], panel, k * COLUMNS, scores);
        }
        for (; k < image.length; k++) {
            double value = image[k];
            for (int j = 0; j < COLUMNS; j++) {
                scores[j] += value * panel[k * COLUMNS + j];
            }
        }
    }

    private static void multiplyFour(
            double first, double second, double third, double fourth, double[] panel, int row, double[] scores) {
        for (int j = 0; j < COLUMNS; j++) {
            double sum = scores[j] + first * panel[row + j];
            sum += second * panel[row + COLUMNS + j];
            sum += third * panel[row + 2 * COLUMNS + j];
            scores[j] = sum + fourth * panel[row + 3 * COLUMNS + j];
        }
    }

    private void compare(int image, int first, int width, double[] scores, int[][] ofTexts) {
        for (int j = 0; j < width; j++) {
            int text = first + j;
            if (text == image) {
                continue;
            }
            if (scores[j] >= diagonal[image]) {
                imageCounts[scores[j] > diagonal[image] ? 0 : 1][image]++;
            }
            if (scores[j] >= diagonal[text]) {
                ofTexts[scores[j] > diagonal[text] ? 0 : 1][text]++;
            }
        }
    }

    private synchronized void addToTexts(int[][] more) {
        for (int kind = 0; kind < 2; kind++) {
            for (int j = 0; j < texts.length; j++) {
                textCounts[kind][j] += more[kind][j];
            }
        }
    }
}
