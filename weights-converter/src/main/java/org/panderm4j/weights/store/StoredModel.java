package org.panderm4j.weights.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.report.LoadReport;
import org.panderm4j.weights.report.LoadReport.Finding;
import org.panderm4j.weights.report.LoadReport.TensorLine;
import org.panderm4j.weights.report.LoadReport.Use;

/**
 * Our model folder, read back.
 *
 * @param description content of {@code model.json}
 * @param weights by our names
 * @param report what was found
 */
public record StoredModel(ModelDescription description, Weights weights, LoadReport report) {

    /** Lays the description over the weights of the folder; the caller owns {@code checkpoint}. */
    public static StoredModel of(Path folder, Checkpoint checkpoint) throws IOException {
        ModelDescription description = ModelFolder.describe(folder);
        return new StoredModel(description, new StoredWeights(checkpoint.tensors()), report(description, checkpoint));
    }

    static LoadReport report(ModelDescription description, Checkpoint checkpoint) {
        Map<String, long[]> expected = description.towers().parameterShapes();
        List<Finding> missing = new ArrayList<>();
        List<Finding> misshaped = new ArrayList<>();
        expected.forEach((name, shape) -> {
            if (!checkpoint.tensors().containsKey(name)) {
                missing.add(new Finding(name, Arrays.toString(shape), "nothing"));
            } else if (!Arrays.equals(checkpoint.tensors().get(name).shape(), shape)) {
                String found = Arrays.toString(checkpoint.tensors().get(name).shape());
                misshaped.add(new Finding(name, Arrays.toString(shape), found));
            }
        });
        List<TensorLine> lines = checkpoint.tensors().values().stream()
                .map(tensor -> new TensorLine(
                        tensor.name(),
                        tensor.dtype().toString(),
                        Arrays.stream(tensor.shape()).boxed().toList(),
                        expected.containsKey(tensor.name()) ? tensor.name() : "not part of model.json",
                        expected.containsKey(tensor.name()) ? Use.USED : Use.UNEXPECTED))
                .toList();
        return new LoadReport(
                checkpoint.file().toString(),
                "panderm4j model folder, " + checkpoint.format(),
                description.family(),
                DescribedSizes.of(description),
                lines,
                missing,
                misshaped,
                List.of(),
                List.of());
    }
}
