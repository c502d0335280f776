package org.panderm4j.probe;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.panderm4j.run.CsvFile;
import org.panderm4j.run.Failure;
import org.panderm4j.run.RunFacts;
import org.panderm4j.run.RunFolder;
import org.panderm4j.run.RunPlan;

/** Classifies features by a fitted head and writes {@code predictions.csv}. */
public final class PredictTask {
    private static final String PREDICTIONS = "predictions.csv";

    private final ProbeHead head;
    private final boolean calibrated;

    /**
     * Named inputs with their features.
     *
     * @param column name of what they are called by, for the header
     * @param names [n]
     * @param features [n][d]
     * @param origin of the features
     * @param failures inputs that were skipped
     */
    public record Inputs(
            String column,
            List<String> names,
            float[][] features,
            FeatureSource.Origin origin,
            List<Failure> failures) {
        public Inputs {
            names = List.copyOf(names);
            failures = List.copyOf(failures);
        }
    }

    /** Makes the inputs, in a run's folder. */
    @FunctionalInterface
    public interface Source {
        Inputs of(RunFolder run) throws IOException;
    }

    /** One classified input. */
    public record Prediction(String name, int label, double[] probabilities) {}

    /** What a run gave. */
    public record Result(List<Prediction> predictions, List<Failure> failures) {
        public Result {
            predictions = List.copyOf(predictions);
            failures = List.copyOf(failures);
        }
    }

    private PredictTask(ProbeHead head, boolean calibrated) {
        this.head = head;
        this.calibrated = calibrated;
    }

    /**
     * Reads the head.
     *
     * @param head a file, or the folder of a finished probe
     * @param calibrated whether probabilities are softened by the temperature that the validation rows gave
     * @throws IOException when there is no head, or it has no temperature and is to be calibrated
     */
    public static PredictTask of(Path head, boolean calibrated) throws IOException {
        ProbeHead read = HeadFile.read(head);
        if (calibrated && read.temperature().isEmpty()) {
            throw new IOException(
                    head + ": expected a head with a temperature for --calibrated, found one that was fitted"
                            + " without validation rows");
        }
        return new PredictTask(read, calibrated);
    }

    /** The file of a head that is named by itself, or by the folder of its probe. */
    public static Path headFile(Path place) {
        return HeadFile.of(place);
    }

    /** Class names, in class order. */
    public List<String> classes() {
        return head.classes();
    }

    /** Of the features it was fitted on. */
    public FeatureSource.Origin origin() {
        return head.origin();
    }

    /**
     * Runs.
     *
     * @return empty if the run was finished before
     * @throws IOException when the features are of another model or width than the head's
     */
    public Optional<Result> run(Source source, Path out, RunPlan plan, boolean resume, Facts facts) throws IOException {
        try (RunFolder run = RunFolder.open(out, plan, resume)) {
            if (run.isFinished()) {
                return Optional.empty();
            }
            Inputs inputs = source.of(run);
            check(inputs);
            List<Prediction> predictions = predict(inputs);
            run.write(PREDICTIONS, file -> write(file, inputs.column(), predictions));
            run.finish(facts.get());
            return Optional.of(new Result(predictions, inputs.failures()));
        }
    }

    /** What is known of the run's environment. */
    @FunctionalInterface
    public interface Facts {
        RunFacts get() throws IOException;
    }

    private void check(Inputs inputs) throws IOException {
        Optional<String> expected = head.origin().model();
        Optional<String> found = inputs.origin().model();
        if (expected.isPresent() && found.isPresent() && !expected.equals(found)) {
            throw new IOException(
                    "the head was fitted on features of " + head.origin().source() + " (sha256 "
                            + expected.get().substring(0, 12) + "...), found features of "
                            + inputs.origin().source()
                            + " (sha256 " + found.get().substring(0, 12)
                            + "...); use the same model, or fit a head on this one");
        }
        int width = inputs.features()[0].length;
        if (width != head.linear().width()) {
            throw new IOException(
                    "the head takes features of width " + head.linear().width() + ", found width " + width + " from "
                            + inputs.origin().source() + "; use the model that the head was fitted on");
        }
    }

    private List<Prediction> predict(Inputs inputs) {
        double temperature = calibrated ? head.temperature().orElseThrow() : 1;
        double[][] probabilities = ProbeHead.probabilities(head.logits(inputs.features()), temperature);
        List<Prediction> predictions = new ArrayList<>();
        for (int i = 0; i < probabilities.length; i++) {
            int label = 0;
            for (int k = 1; k < probabilities[i].length; k++) {
                label = probabilities[i][k] > probabilities[i][label] ? k : label;
            }
            predictions.add(new Prediction(inputs.names().get(i), label, probabilities[i]));
        }
        return predictions;
    }

    private void write(Path file, String column, List<Prediction> predictions) throws IOException {
        try (CsvWriter csv = CsvFile.create(file)) {
            csv.writeRecord(ProbeFiles.header(
                    List.of(column, "predicted_label", "predicted_class"),
                    head.classes().size()));
            for (Prediction prediction : predictions) {
                List<String> fields = new ArrayList<>(List.of(
                        prediction.name(),
                        Integer.toString(prediction.label()),
                        head.classes().get(prediction.label())));
                for (double probability : prediction.probabilities()) {
                    fields.add(Float.toString((float) probability));
                }
                csv.writeRecord(fields);
            }
        }
    }
}
