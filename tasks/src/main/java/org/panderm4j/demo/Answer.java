package org.panderm4j.demo;

import java.util.List;

/**
 * The pictures that are nearest to a question.
 *
 * @param best numbers of the cases, nearest first
 * @param cosines of the same
 * @param fitting how many of {@code best} fit
 * @param share of all cases that fit: what guessing would give
 */
public record Answer(Question question, List<Integer> best, List<Double> cosines, int fitting, double share) {
    /** Pictures that are looked at. */
    public static final int BEST = 10;

    static Answer of(Question question, Cases cases, Neighbours neighbours) {
        List<Integer> best = neighbours.indices();
        int fitting =
                (int) best.stream().filter(i -> question.fits(cases.get(i))).count();
        double share = cases.all().stream().filter(question::fits).count() / (double) cases.size();
        return new Answer(question, best, neighbours.cosines(), fitting, share);
    }
}
