package org.panderm4j.cbm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.panderm4j.concepts.ActivationRows;
import org.panderm4j.concepts.Intervention;
import org.panderm4j.data.npy.Npy;
import org.panderm4j.data.npy.NpyArray;
import org.panderm4j.nn.linear.BinaryClassifier;

/**
 * A trained classifier in its run folder, ours or the reference's.
 *
 * @param folder it lies in
 * @param classifier mean of the splits, or the one of a training table
 * @param isFixed whether it is the latter
 * @param labelColumn it was trained on, where the folder tells
 * @param positive value of class 1, where the folder tells and it is not 1
 */
public record CbmFolder(
        Path folder,
        BinaryClassifier classifier,
        boolean isFixed,
        Optional<String> labelColumn,
        Optional<String> positive) {
    static final String MEAN_WEIGHTS = "mean_classifier_weights.npy";
    static final String MEAN_INTERCEPT = "mean_classifier_intercept.npy";
    static final String WEIGHTS = "classifier_weights.npy";
    static final String INTERCEPT = "classifier_intercept.npy";
    static final String MEANS = "mean_activations.npy";
    static final String RESULTS = "results.json";
    static final String LABEL_COLUMN = "label_column";
    static final String POSITIVE = "positive";
    private static final String ONE = "1";

    /**
     * Reads one.
     *
     * @throws IOException in one line when the folder holds no classifier, or weights and intercept are damaged
     */
    public static CbmFolder read(Path folder) throws IOException {
        boolean mean = Files.isRegularFile(folder.resolve(MEAN_WEIGHTS));
        Path weights = folder.resolve(mean ? MEAN_WEIGHTS : WEIGHTS);
        Path intercept = folder.resolve(mean ? MEAN_INTERCEPT : INTERCEPT);
        for (Path file : new Path[] {weights, intercept}) {
            if (!Files.isRegularFile(file)) {
                throw new NoSuchFileException(
                        file + ": no such file; expected the folder of a finished 'panderm cbm train'" + " with "
                                + MEAN_WEIGHTS + " and " + MEAN_INTERCEPT + ", or " + WEIGHTS + " and " + INTERCEPT);
            }
        }
        BinaryClassifier classifier = new BinaryClassifier(vector(weights), scalar(intercept));
        JsonNode results = results(folder.resolve(RESULTS));
        return new CbmFolder(
                folder,
                classifier,
                !mean,
                Optional.ofNullable(results.path(LABEL_COLUMN).textValue()),
                Optional.ofNullable(results.path(POSITIVE).textValue()).filter(value -> !value.equals(ONE)));
    }

    /** The files of the classifier: its weights and its intercept. */
    public List<Path> files() {
        return isFixed
                ? List.of(folder.resolve(WEIGHTS), folder.resolve(INTERCEPT))
                : List.of(folder.resolve(MEAN_WEIGHTS), folder.resolve(MEAN_INTERCEPT));
    }

    /**
     * Where the mean activation of each feature over the training rows lies, float64 [m].
     *
     * @throws NoSuchFileException in one line when the folder has none, as the reference's
     */
    public Path means() throws NoSuchFileException {
        Path file = folder.resolve(MEANS);
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file + ": no such file; expected the mean activations of the training rows,"
                    + " as 'panderm cbm train' writes them, or the rows themselves by --train-activations FILE.npy");
        }
        return file;
    }

    /**
     * The change of features to their mean over the training rows.
     *
     * @throws IOException in one line when {@link #means} is not there, damaged, or of other features
     */
    public Intervention.Change toMeans() throws IOException {
        double[] means = vector(means());
        if (means.length != classifier.weight().length) {
            throw new IOException("expected as many mean activations as the classifier has weights, found "
                    + means.length + " in " + means() + " and " + classifier.weight().length + " in " + folder);
        }
        return new Intervention.Change.Mean(means);
    }

    private static double[] vector(Path file) throws IOException {
        NpyArray array = Npy.read(file);
        double[] values = array.doubles();
        if (values.length == 0 || array.dim(array.rank() - 1) != values.length) {
            throw new IOException(file + ": expected a number for each feature, found an array of shape "
                    + Arrays.toString(array.shape()));
        }
        requireFinite(file, values);
        return values;
    }

    private static double scalar(Path file) throws IOException {
        NpyArray array = Npy.read(file);
        double[] values = array.doubles();
        if (values.length != 1) {
            throw new IOException(file + ": expected one number, found " + values.length);
        }
        requireFinite(file, values);
        return values[0];
    }

    private static void requireFinite(Path file, double... values) throws IOException {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IOException(file + ": expected finite values, found " + value);
            }
        }
    }

    private static JsonNode results(Path file) throws IOException {
        try {
            return Files.isRegularFile(file) ? new ObjectMapper().readTree(file.toFile()) : MissingNode.getInstance();
        } catch (JsonProcessingException e) {
            throw new IOException(
                    file + ": expected the results of 'panderm cbm train' in JSON, found something else", e);
        }
    }

    /** Where the label of other tables is: as in training, unless said otherwise. */
    public BinaryLabels.Choice labels(Optional<String> column, Optional<String> value) {
        return new BinaryLabels.Choice(column.isPresent() ? column : labelColumn, value.isPresent() ? value : positive);
    }

    /** Refuses an array of another width. */
    public void requireWidth(ActivationRows activations) throws IOException {
        if (activations.features() != classifier.weight().length) {
            throw new IOException("expected as many features in the array as the classifier has weights, found "
                    + activations.features() + " in " + activations.file() + " and " + classifier.weight().length
                    + " in "
                    + folder);
        }
    }
}
