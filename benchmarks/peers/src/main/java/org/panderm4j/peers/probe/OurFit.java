package org.panderm4j.peers.probe;

import java.util.OptionalDouble;
import org.panderm4j.benchmarks.MadeUpFeatures;
import org.panderm4j.nn.linear.FeatureMatrix;
import org.panderm4j.nn.linear.Lbfgs;
import org.panderm4j.nn.linear.LinearHead;
import org.panderm4j.nn.linear.LogisticRegression;
import org.panderm4j.nn.linear.Penalty;
import org.panderm4j.nn.train.Workers;

/** This project's, from W = 0 as scikit-learn does, with the evaluations that the limit of iterations allows. */
final class OurFit implements Fitter {
    /** A value's relative change by so little ends scikit-learn's fits too. */
    private static final double CHANGE = 64 * Math.ulp(1.0);

    private final MadeUpFeatures data;
    private final FitSettings settings;
    private final FeatureMatrix features;
    private final Workers workers;

    OurFit(MadeUpFeatures data, FitSettings settings) {
        this.data = data;
        this.settings = settings;
        this.features = FeatureMatrix.of(data.rows());
        this.workers = new Workers(settings.threads());
    }

    @Override
    public String version() {
        return "panderm4j, double precision";
    }

    @Override
    public Solution fit(int most) {
        Lbfgs solver = new Lbfgs(most, 10 * most, Lbfgs.REFERENCE.memory(), settings.tolerance(), CHANGE);
        LogisticRegression regression = new LogisticRegression(Penalty.L2, OptionalDouble.of(settings.cost()), solver);
        LinearHead start = LinearHead.of(new double[data.classes() * data.width()], new double[data.classes()]);
        Lbfgs.Result solution = regression
                .fit(
                        features,
                        data.labels(),
                        data.weights(),
                        start,
                        workers,
                        LogisticRegression.Progress.NONE,
                        () -> false)
                .solution();
        return new Solution(solution.point(), solution.iterations());
    }

    @Override
    public void close() {
        workers.close();
        features.close();
    }
}
