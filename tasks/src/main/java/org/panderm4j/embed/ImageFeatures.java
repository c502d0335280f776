package org.panderm4j.embed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.panderm4j.model.DermModel;
import org.panderm4j.nn.clip.Vectors;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.Tensor;
import org.panderm4j.run.Failure;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.ResumableRows;
import org.panderm4j.run.RunFolder;

/**
 * Writes the features of many pictures into a run folder, batch by batch. A run that was killed goes on after its last finished
 * batch; since batches are cut by position, the result is the same byte for byte.
 */
public final class ImageFeatures {
    private final DermModel model;
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
        this.model = model;
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
        int width = model.description().towers().image().outputWidth(settings.head());
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
        List<float[]> pixels = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            Prepared one = batch.get(i);
            if (one.failure().isPresent()) {
                failures.add(new Failure(
                        rows.inputsDone() + i, one.input(), one.failure().get()));
            } else {
                pixels.add(one.pixels());
            }
        }
        rows.append(pixels.isEmpty() ? new float[0] : features(pixels, inputs), batch.size(), failures);
    }

    private float[] features(List<float[]> pixels, PreparedInputs inputs) throws IOException {
        Batch.Images images = new Batch.Images(pixels, inputs.height(), inputs.width());
        float[][] features;
        try {
            features = model.imageEncoder().features(images, settings.head());
        } catch (IllegalArgumentException e) {
            throw new IOException(inputs.origin() + ": " + e.getMessage(), e);
        }
        float[][] rows = settings.normalize() ? Vectors.unit(features) : features;
        return Tensor.ofRows(rows).values();
    }
}
