package org.panderm4j.peers.probe;

import java.util.Locale;
import org.panderm4j.benchmarks.MadeUpFeatures;
import org.tribuo.MutableDataset;
import org.tribuo.Tribuo;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Tribuo's, as its {@code LogisticRegressionTrainer} is set: AdaGrad at a rate of 1, a row at a time. */
final class TribuoFit implements Fitter {
    private static final double RATE = 1;
    private static final double EPSILON = 0.1;
    private static final long SEED = 12345;

    private final MutableDataset<Label> rows;
    private final int classes;
    private final int width;

    TribuoFit(MadeUpFeatures data) {
        classes = data.classes();
        width = data.width();
        LabelFactory labels = new LabelFactory();
        rows = new MutableDataset<>(new SimpleDataSourceProvenance("made up", labels), labels);
        String[] names = new String[width];
        for (int j = 0; j < width; j++) {
            names[j] = name(j);
        }
        for (int i = 0; i < data.labels().length; i++) {
            double[] values = new double[width];
            for (int j = 0; j < width; j++) {
                values[j] = data.rows()[i][j];
            }
            rows.add(new ArrayExample<>(new Label(name(data.labels()[i])), names, values));
        }
    }

    /** In the order of numbers. */
    private static String name(int number) {
        return String.format(Locale.ROOT, "%06d", number);
    }

    @Override
    public String version() {
        return "Tribuo " + Tribuo.VERSION + ", AdaGrad";
    }

    @Override
    public Solution fit(int most) {
        LinearSGDTrainer trainer =
                new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(RATE, EPSILON), most, -1, 1, SEED);
        LinearSGDModel model = trainer.train(rows);
        DenseMatrix weights = model.getWeightsCopy(); // [classes, width + 1], the bias last
        double[] point = new double[classes * (width + 1)];
        for (int k = 0; k < classes; k++) {
            int row = model.getOutputIDInfo().getID(new Label(name(k)));
            for (int j = 0; j < width; j++) {
                point[k * width + j] = weights.get(row, model.getFeatureIDMap().getID(name(j)));
            }
            point[classes * width + k] = weights.get(row, width);
        }
        return new Solution(point, most);
    }

    @Override
    public void close() {
        // on the heap
    }
}
