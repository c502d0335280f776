package org.panderm4j.peers.probe;

import java.util.ArrayList;
import java.util.List;
import org.panderm4j.nn.linear.Objective;
import org.panderm4j.peers.report.Statistics;

/** The fits of one contestant. */
final class FitSeries {
    private final ProbeContestant contestant;
    private final String version;
    private final List<FitAnswer> answers = new ArrayList<>();
    private double value = Double.NaN;

    FitSeries(ProbeContestant contestant, String version) {
        this.contestant = contestant;
        this.version = version;
    }

    void add(FitAnswer answer) {
        answers.add(answer);
    }

    /** Takes the objective's value at the last fit's point. */
    void judge(Objective objective) {
        double[] point = last().point();
        value = objective.evaluate(point, new double[point.length]);
    }

    private FitAnswer last() {
        return answers.get(answers.size() - 1);
    }

    ProbeContestant contestant() {
        return contestant;
    }

    String version() {
        return version;
    }

    /** Of every round. */
    double[] seconds() {
        return answers.stream().mapToDouble(FitAnswer::seconds).toArray();
    }

    double median() {
        return Statistics.median(seconds());
    }

    int passes() {
        return last().passes();
    }

    /** Of the objective, once judged. */
    double value() {
        return value;
    }
}
