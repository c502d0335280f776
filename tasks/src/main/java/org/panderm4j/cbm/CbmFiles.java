package org.panderm4j.cbm;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.panderm4j.concepts.ClassImportance;
import org.panderm4j.concepts.NeuronActivity;
import org.panderm4j.data.npy.Npy;
import org.panderm4j.eval.BinaryMetrics;
import org.panderm4j.eval.Spread;
import org.panderm4j.nn.linear.BinaryClassifier;
import org.panderm4j.report.CbmReport;
import org.panderm4j.run.CsvFile;
import org.panderm4j.run.RunFolder;
import org.panderm4j.run.RunPlan;

/** The files of a classifier over splits. */
final class CbmFiles {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final RunFolder run;
    private final CbmSettings settings;
    private final RunPlan plan;

    CbmFiles(RunFolder run, CbmSettings settings, RunPlan plan) {
        this.run = run;
        this.settings = settings;
        this.plan = plan;
    }

    /** What is not defined is an empty cell. */
    static String cell(OptionalDouble value) {
        return value.isPresent() ? Double.toString(value.getAsDouble()) : "";
    }

    static void writeJson(Object value, Path file) throws IOException {
        Files.write(file, JSON.writeValueAsBytes(value));
    }

    static void classifier(RunFolder run, BinaryClassifier classifier, String weights, String intercept)
            throws IOException {
        run.write(weights, file -> Npy.write(file, classifier.weight(), classifier.weight().length));
        run.write(intercept, file -> Npy.write(file, new double[] {classifier.intercept()}));
    }

    static void means(RunFolder run, NeuronActivity activity) throws IOException {
        double[] means = activity.means();
        run.write(CbmFolder.MEANS, file -> Npy.write(file, means, means.length));
    }

    void write(CbmResult result) throws IOException {
        study(result.study(), "");
        means(run, result.activity());
        if (result.baseline().isPresent()) {
            study(result.baseline().get(), "baseline_");
        }
        run.write("summary.csv", file -> summary(file, result));
        run.write("neurons.csv", file -> neurons(file, result.study()));
        run.write("class_importance.csv", file -> importance(file, result.importance()));
        if (result.inputs().groupColumn().isPresent()) {
            run.write("groups.csv", file -> groups(file, result));
        }
        run.write("results.json", file -> writeJson(new CbmJson(settings).of(result), file));
        run.write("report.html", file -> CbmReport.write(new CbmPages(settings, plan).of(result), file));
    }

    private void study(SplitStudy study, String prefix) throws IOException {
        classifier(run, study.mean(), prefix + CbmFolder.MEAN_WEIGHTS, prefix + CbmFolder.MEAN_INTERCEPT);
        run.write(
                prefix + "split_weights.npy",
                file -> Npy.write(file, study.weights(), study.fits().size(), study.width()));
        run.write(prefix + "splits.csv", file -> splits(file, study));
    }

    private static void splits(Path file, SplitStudy study) throws IOException {
        try (CsvWriter csv = CsvFile.create(file)) {
            List<String> header = new ArrayList<>(List.of(
                    "split",
                    "state",
                    "solver_seed",
                    "n_train",
                    "n_test",
                    "epochs",
                    "converged",
                    "loss",
                    "nonzero",
                    "intercept"));
            header.addAll(BinaryMetrics.NAMES);
            csv.writeRecord(header);
            for (SplitFit fit : study.fits()) {
                List<String> row = new ArrayList<>(List.of(
                        Integer.toString(fit.number()),
                        Long.toString(fit.state()),
                        Integer.toString(fit.solverSeed()),
                        Integer.toString(fit.trained()),
                        Integer.toString(fit.tested()),
                        Integer.toString(fit.fit().epochs()),
                        Boolean.toString(fit.fit().converged()),
                        Double.toString(fit.fit().loss()),
                        Integer.toString(fit.fit().classifier().live()),
                        Double.toString(fit.fit().classifier().intercept())));
                BinaryMetrics.NAMES.forEach(name -> row.add(cell(fit.metrics().value(name))));
                csv.writeRecord(row);
            }
        }
    }

    private static void summary(Path file, CbmResult result) throws IOException {
        List<Spread> own = result.study().spreads();
        List<Spread> baseline = result.baseline().map(SplitStudy::spreads).orElse(List.of());
        try (CsvWriter csv = CsvFile.create(file)) {
            List<String> header = new ArrayList<>(List.of("metric", "value", "sd", "low", "high", "splits"));
            if (!baseline.isEmpty()) {
                header.addAll(List.of("baseline_value", "baseline_sd", "baseline_low", "baseline_high"));
            }
            csv.writeRecord(header);
            for (int i = 0; i < own.size(); i++) {
                List<String> row = new ArrayList<>(List.of(own.get(i).name()));
                row.addAll(cells(own.get(i)));
                row.add(Integer.toString(own.get(i).splits()));
                if (!baseline.isEmpty()) {
                    row.addAll(cells(baseline.get(i)));
                }
                csv.writeRecord(row);
            }
        }
    }

    private static List<String> cells(Spread spread) {
        return List.of(
                cell(spread.mean()),
                cell(spread.deviation()),
                spread.interval().map(one -> Double.toString(one.low())).orElse(""),
                spread.interval().map(one -> Double.toString(one.high())).orElse(""));
    }

    private static void groups(Path file, CbmResult result) throws IOException {
        try (CsvWriter csv = CsvFile.create(file)) {
            csv.writeRecord("column", "group", "mean_n_test", "metric", "value", "sd", "low", "high", "splits");
            for (SplitStudy.GroupSpread group : result.study().groups()) {
                for (Spread spread : group.spreads()) {
                    List<String> row = new ArrayList<>(List.of(
                            result.inputs().groupColumn().orElseThrow(),
                            group.value(),
                            Double.toString(group.rows()),
                            spread.name()));
                    row.addAll(cells(spread));
                    row.add(Integer.toString(spread.splits()));
                    csv.writeRecord(row);
                }
            }
        }
    }

    /** Features that differ between the classes, by falling size of what they differ for class 1. */
    private static void importance(Path file, ClassImportance importance) throws IOException {
        double[] zero = importance.of(0);
        double[] one = importance.of(1);
        try (CsvWriter csv = CsvFile.create(file)) {
            csv.writeRecord("neuron", "class_0", "class_1");
            for (int neuron : importance.top(1, one.length)) {
                if (one[neuron] != 0) {
                    csv.writeRecord(
                            Integer.toString(neuron), Double.toString(zero[neuron]), Double.toString(one[neuron]));
                }
            }
        }
    }

    private static void neurons(Path file, SplitStudy study) throws IOException {
        NeuronTable.of(study).write(file);
    }
}
