package org.panderm4j.benchmarks.compare;

/**
 * Decides between a change and noise.
 *
 * @param threshold ratio of times from which a change counts, at least 1
 */
record Judge(double threshold) {
    /** The rank-sum test must be that sure. */
    static final double SIGNIFICANCE = 0.01;

    /** Fewer cannot reach the significance: the most unlikely order of 5 and 5 has p = 0.008, of 4 and 5 0.016. */
    static final int FEWEST_SAMPLES = 5;

    /**
     * How far JVMs differ from each other cannot be seen in one, and hardly in two: where they differ by 5 per cent, runs of two
     * forks of the same code were called different in 6 of 100 trials, of three in 1.
     */
    static final int FEWEST_FORKS = 3;

    private static final long SEED = 1;

    Judge {
        if (!(threshold >= 1 && threshold < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("expected a threshold of at least 1, found " + threshold);
        }
    }

    /**
     * What is said of a pair.
     *
     * @param ratio of the times, after by before: above 1 is slower
     * @param p of the rank-sum test
     */
    record Judgement(MedianRatio ratio, double p, Verdict verdict) {}

    /** Compares samples of the same benchmark. */
    Judgement judge(Series before, Series after, Mode mode) {
        Series then = before.times(mode);
        Series now = after.times(mode);
        MedianRatio ratio = MedianRatio.of(then, now, SEED);
        double p = MannWhitney.p(then.pooled(), now.pooled());
        boolean enough = isEnough(before) && isEnough(after);
        return new Judgement(ratio, p, enough ? verdict(ratio, p) : Verdict.UNDECIDED);
    }

    /** Whether any verdict can rest on them. */
    static boolean isEnough(Series series) {
        return series.size() >= FEWEST_SAMPLES && series.forks().length >= FEWEST_FORKS;
    }

    /** Enough samples taken for granted. */
    Verdict verdict(MedianRatio ratio, double p) {
        if (p < SIGNIFICANCE && ratio.low() > threshold) {
            return Verdict.SLOWER;
        }
        if (p < SIGNIFICANCE && ratio.high() < 1 / threshold) {
            return Verdict.FASTER;
        }
        boolean inside = ratio.low() >= 1 / threshold && ratio.high() <= threshold;
        return inside ? Verdict.SAME : Verdict.UNDECIDED;
    }
}
