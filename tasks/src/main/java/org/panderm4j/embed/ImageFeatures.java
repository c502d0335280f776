package org.panderm4j.embed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.panderm4j.model.DermModel;
import org.panderm4j.nn.clip.Vectors;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.Encoder;
import org.panderm4j.nn.engine.Tensor;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.run.Failure;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.ResumableRows;
import org.panderm4j.run.RunFolder;

/**
 * Writes the features of many pictures into a run folder, batch by batch. A run that was killed goes on after its last finished
 * batch; since batches are cut by position, the result is the same byte for byte.
 */
public final class ImageFeatures {
    private final Tower tower;
    private final Supplier<Encoder> encoder;
    private final Settings settings;
    private final ProgressReport progress;

    /**
     * What is computed.
     *
     * @param head {@code embedding}, {@code probe} or {@code finetune}
     * @param normalize whether each row is divided by its length
     * @param batchSize inputs in one pass of the network, skipped ones included
     */
    public record Settings(String head, boolean normalize, int batchSize) {}

    public ImageFeatures(DermModel model, Settings settings, ProgressReport progress) {
        this(model.description().towers().image(), model::imageEncoder, settings, progress);
    }

    /**
     * By a tower of another read-out or other weights.
     *
     * @param encoder of this tower, asked for when there is something to compute; closed by the caller
     */
    public ImageFeatures(Tower tower, Supplier<Encoder> encoder, Settings settings, ProgressReport progress) {
        this.tower = tower;
        this.encoder = encoder;
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Writes one array.
     *
     * @param name of the result in the folder, e.g. {@code embeddings.npy}
     * @return the inputs that were skipped
     * @throws NoUsableInputException when all were
     */
    public List<Failure> write(RunFolder run, String name, PreparedInputs inputs) throws IOException {
        int width = tower.outputWidth(settings.head());
        ProgressReport.Step step = progress.begin(name, "pictures", inputs.size());
        try (ResumableRows rows = ResumableRows.open(run, name, width)) {
            int done = Math.toIntExact(rows.inputsDone());
            step.reach(done);
            try (PreparedInputs.Stream stream = inputs.from(done)) {
                for (List<Prepared> batch = stream.next(settings.batchSize());
                        !batch.isEmpty();
                        batch = stream.next(settings.batchSize())) {
                    append(rows, batch, inputs);
                    step.reach(rows.inputsDone());
                }
            }
            List<Failure> failures = rows.failures();
            if (rows.rowsDone() == 0) {
                throw new NoUsableInputException(
                        inputs.size(),
                        failures.isEmpty()
                                ? "the list is empty"
                                : failures.get(0).reason());
            }
            rows.finish();
            return failures;
        }
    }

    private void append(ResumableRows rows, List<Prepared> batch, PreparedInputs inputs) throws IOException {
        List<float[]> pixels = batch.stream()
                .filter(one -> one.failure().isEmpty())
                .map(Prepared::pixels)
                .toList();
        float[][] features = pixels.isEmpty() ? new float[0][] : features(pixels, inputs);
        List<float[]> usable = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < batch.size(); i++) {
            Prepared one = batch.get(i);
            Optional<String> failure = one.failure();
            if (failure.isEmpty()) {
                float[] feature = features[next++];
                failure = undefined(one, feature);
                if (failure.isEmpty()) {
                    usable.add(feature);
                }
            }
            if (failure.isPresent()) {
                failures.add(new Failure(rows.inputsDone() + i, one.input(), failure.get()));
            }
        }
        rows.append(Tensor.ofRows(usable.toArray(float[][]::new)).values(), batch.size(), failures);
    }

    /** A feature that is no number would pass for one in whatever reads the array. */
    private static Optional<String> undefined(Prepared input, float[] feature) {
        return Vectors.isFinite(feature)
                ? Optional.empty()
                : Optional.of(input.input() + ": its feature is not finite; the model's weights are damaged, "
                        + "or too large for the precision");
    }

    private float[][] features(List<float[]> pixels, PreparedInputs inputs) throws IOException {
        Batch.Images images = new Batch.Images(pixels, inputs.height(), inputs.width());
        float[][] features;
        try {
            features = encoder.get().features(images, settings.head());
        } catch (IllegalArgumentException e) {
            throw new IOException(inputs.origin() + ": " + e.getMessage(), e);
        }
        return settings.normalize() ? Vectors.unit(features) : features;
    }
}
