package org.panderm4j.report;

/**
 * A curve of at most so many points: each the mean of the values of neighbouring steps, with the least and the most of them.
 * Values that are not finite do not count; a point without any other is NaN.
 */
record PointMeans(double[] step, double[] mean, double[] least, double[] most, boolean isWhole) {
    static PointMeans of(Curve curve, int points) {
        int length = curve.steps().length;
        int count = Math.min(points, length);
        PointMeans means = new PointMeans(
                new double[count], new double[count], new double[count], new double[count], count == length);
        for (int i = 0; i < count; i++) {
            means.fill(i, curve, (int) ((long) i * length / count), (int) ((i + 1L) * length / count));
        }
        return means;
    }

    private void fill(int point, Curve curve, int from, int to) {
        double steps = 0;
        double sum = 0;
        int finite = 0;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            double value = curve.values()[i];
            steps += curve.steps()[i];
            if (Double.isFinite(value)) {
                sum += value;
                finite++;
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        step[point] = steps / (to - from);
        mean[point] = finite == 0 ? Double.NaN : sum / finite;
        least[point] = low;
        most[point] = high;
    }
}
