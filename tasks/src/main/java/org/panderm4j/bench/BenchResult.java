package org.panderm4j.bench;

import org.panderm4j.nn.engine.MatrixPeak;

/**
 * What was measured of one entry at one batch size.
 *
 * @param entry engine and precision
 * @param batchSize pictures in one pass
 * @param runs that the median was taken over
 * @param imagesPerSecond from pixels in memory to features in memory
 * @param flopPerImage floating-point operations of the tower's products
 * @param peak of the machine in the entry's precision, on the shapes of this batch size
 */
public record BenchResult(
        Entry entry, int batchSize, int runs, double imagesPerSecond, long flopPerImage, MatrixPeak peak) {

    /** Thousand million floating-point operations a second. */
    public double gflops() {
        return imagesPerSecond * flopPerImage / 1e9;
    }

    /** Share of the machine's matrix-multiplication peak. */
    public double peakFraction() {
        return imagesPerSecond * flopPerImage / peak.rate();
    }
}
