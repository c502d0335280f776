package org.panderm4j.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.panderm4j.data.sampling.Thinning;
import org.panderm4j.data.table.ImageSource;
import org.panderm4j.data.table.ProbeTable;
import org.panderm4j.data.table.Split;
import org.panderm4j.data.table.Table;
import org.panderm4j.eval.Bootstrap;
import org.panderm4j.eval.Calibration;
import org.panderm4j.eval.MetricValue;
import org.panderm4j.eval.Predictions;
import org.panderm4j.eval.ProbeMetrics;
import org.panderm4j.eval.Subgroup;
import org.panderm4j.eval.Temperature;
import org.panderm4j.nn.linear.Lbfgs;
import org.panderm4j.nn.linear.LinearHead;
import org.panderm4j.nn.linear.LogisticRegression;
import org.panderm4j.run.Failure;

/** Seeded results of a probe that never was, good enough to look at a page. */
final class MadeUpProbe {
    private static final List<Double> COSTS = List.of(0.01, 0.1, 1.0, 10.0, 100.0, 1000.0);

    private final List<String> classes;
    private final ProbeTable table;
    private final Random random = new Random(5);
    private final boolean alone; // nothing beside the fit

    /**
     * @param classes names; rows get rarer with the number of the class
     * @param absent class without test rows, or -1
     * @param validation whether there are rows for a temperature
     * @param alone whether the probe has neither sweep nor baselines nor subgroups
     */
    MadeUpProbe(Path folder, List<String> classes, int rows, int absent, boolean validation, boolean alone)
            throws IOException {
        this.classes = classes;
        this.alone = alone;
        StringBuilder csv = new StringBuilder("image_path,label,split,patient\n");
        for (int i = 0; i < rows; i++) {
            int label = i < classes.size() ? i : (int) (classes.size() * Math.pow(random.nextDouble(), 1.8));
            String split = i < classes.size() || label == absent || i % 2 == 0 ? "train" : i % 10 == 1 ? "val" : "test";
            csv.append("images/case_").append(i).append(".jpg,").append(label).append(',');
            csv.append(split.equals("val") && !validation ? "test" : split).append(',');
            csv.append("patient ").append(i / 3).append('\n');
        }
        Path file = folder.resolve("lesions-" + classes.size() + ".csv");
        Files.writeString(file, csv);
        this.table = ProbeTable.of(
                Table.read(file),
                ImageSource.usual(),
                new ProbeTable.Columns("label", Optional.of(classes), Optional.of("patient"), Optional.empty()),
                ProbeTable.byColumn("split"));
    }

    ProbeResult result(List<String> notes, Double... shares) {
        List<ProbeTable.Row> test = table.of(Split.TEST);
        FeatureSource.Origin origin = new FeatureSource.Origin(
                "hf-hub:redlessone/PanDerm2",
                Optional.of("9f3c".repeat(16)),
                Map.of("family", "panderm2", "feature", "probe", "transform", "probe (RGB, 256, bilinear, 224)"));
        List<ShareResult> results =
                Arrays.stream(shares).map(share -> share(share, test, origin)).toList();
        List<Failure> failures = List.of(
                new Failure(3, "images/case_x.jpg", "cut short at byte 1024"),
                new Failure(9, "images/case_y.png", "not a picture: begins with 'version https'"));
        return new ProbeResult(table, test, results, failures, notes, origin, 1024);
    }

    ProbeSettings settings(Double... shares) {
        return new ProbeSettings(
                List.of(shares),
                Thinning.REFERENCE,
                LogisticRegression.REFERENCE,
                alone ? Optional.empty() : Optional.of(new ProbeSettings.Sweep(COSTS, "bacc")),
                false,
                Scaling.NONE,
                alone ? List.of() : List.of(5, 20),
                !alone,
                alone ? List.of() : List.of("sex", "site"),
                200,
                7);
    }

    private ShareResult share(double share, List<ProbeTable.Row> test, FeatureSource.Origin origin) {
        double skill = 3 + 1.2 * Math.log10(share) + Math.log(classes.size());
        double[][] logits = logits(test, skill);
        Predictions predictions = predictions(test, logits);
        ProbeMetrics metrics = ProbeMetrics.of(predictions);
        Calibration calibration = Calibration.of(predictions);
        Bootstrap bootstrap = new Bootstrap(7, 100, 0.95)
                .byGroup(test.stream().map(ProbeTable.Row::group).toList());
        List<MetricValue> summary = new ArrayList<>(metrics.summary(bootstrap));
        summary.addAll(calibration.summary(bootstrap));
        Optional<Temperature> temperature = temperature(skill);
        return new ShareResult(
                share,
                (int) (share * table.of(Split.TRAIN).size()),
                head(temperature, origin),
                fit(),
                false,
                metrics,
                summary,
                calibration,
                temperature.map(found -> Calibration.of(predictions.withProbabilities(found.probabilities(logits)))),
                sweep(share),
                alone ? List.of() : baselines(test, skill, bootstrap),
                alone ? List.of() : subgroups(predictions, bootstrap));
    }

    private double[][] logits(List<ProbeTable.Row> rows, double skill) {
        double[][] logits = new double[rows.size()][classes.size()];
        for (int i = 0; i < logits.length; i++) {
            for (int k = 0; k < classes.size(); k++) {
                logits[i][k] = 2.6 * random.nextGaussian()
                        - 0.4 * Math.abs(k - rows.get(i).label());
            }
            logits[i][rows.get(i).label()] += skill;
        }
        return logits;
    }

    private static Predictions predictions(List<ProbeTable.Row> rows, double[][] logits) {
        return Predictions.of(
                rows.stream().mapToInt(ProbeTable.Row::label).toArray(), ProbeHead.probabilities(logits, 1));
    }

    private Optional<Temperature> temperature(double skill) {
        List<ProbeTable.Row> rows = table.of(Split.VAL);
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(Temperature.fit(
                        rows.stream().mapToInt(ProbeTable.Row::label).toArray(), logits(rows, skill)));
    }

    private ProbeHead head(Optional<Temperature> temperature, FeatureSource.Origin origin) {
        LinearHead linear = LinearHead.uniform(classes.size(), 16, random);
        OptionalDouble value =
                temperature.isPresent() ? OptionalDouble.of(temperature.get().value()) : OptionalDouble.empty();
        return new ProbeHead(linear, false, classes, value, origin);
    }

    private LogisticRegression.Fit fit() {
        LinearHead head = LinearHead.uniform(classes.size(), 16, random);
        return new LogisticRegression.Fit(
                head,
                71.68,
                0.5 / 71.68,
                0.9,
                new Lbfgs.Result(new double[0], 1.9459, 0.31847, 143, 151, Lbfgs.Ending.SMALL_CHANGE));
    }

    private List<ShareResult.SweepPoint> sweep(double share) {
        List<ShareResult.SweepPoint> points = new ArrayList<>();
        for (double cost : alone ? List.<Double>of() : COSTS) {
            double value = cost == 0.01 ? Double.NaN : 0.7 + 0.1 * share - 0.03 * Math.pow(Math.log10(cost / 10), 2);
            points.add(new ShareResult.SweepPoint(cost, "bacc", value, cost == 10));
        }
        return points;
    }

    private List<ShareResult.Baseline> baselines(List<ProbeTable.Row> test, double skill, Bootstrap bootstrap) {
        return IntStream.range(0, 3)
                .mapToObj(i -> new ShareResult.Baseline(
                        List.of("nearest centroid", "kNN, k = 5", "kNN, k = 20").get(i),
                        ProbeMetrics.of(predictions(test, logits(test, skill * (0.6 + 0.1 * i))))
                                .summary(bootstrap)))
                .toList();
    }

    private List<ShareResult.Column> subgroups(Predictions predictions, Bootstrap bootstrap) {
        List<String> sex = IntStream.range(0, predictions.rows())
                .mapToObj(i -> i % 40 == 0 ? "" : random.nextBoolean() ? "female" : "male")
                .toList();
        List<String> site = IntStream.range(0, predictions.rows())
                .mapToObj(i -> "site " + (int) (30 * Math.pow(random.nextDouble(), 3)))
                .toList();
        return List.of(
                new ShareResult.Column("sex", Subgroup.byValue(predictions, sex, bootstrap)),
                new ShareResult.Column("site", Subgroup.byValue(predictions, site, bootstrap)));
    }
}
