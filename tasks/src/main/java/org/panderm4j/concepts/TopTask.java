package org.panderm4j.concepts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.panderm4j.run.Digests;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunFacts;
import org.panderm4j.run.RunFolder;
import org.panderm4j.run.RunPlan;

/** Finds the pictures that features are most active in and leaves the run folder. */
public final class TopTask {
    private final int count;
    private final ProgressReport progress;

    /** @param count pictures of a feature, at least 1 */
    public TopTask(int count, ProgressReport progress) {
        this.count = count;
        this.progress = progress;
    }

    /**
     * Runs in a folder that the caller has opened and closes.
     *
     * @param versions of what embedded the texts, if anything did
     * @throws IOException when array and table have different lengths, or a value is not finite
     */
    public List<TopPictures> run(TopInputs inputs, RunFolder run, RunPlan plan, Map<String, String> versions)
            throws IOException {
        inputs.activations()
                .requireRows(inputs.table().rows().size(), inputs.table().file());
        int[] neurons = inputs.queries().stream().mapToInt(ConceptQuery::neuron).toArray();
        TopRows top = new TopRows(neurons, count);
        inputs.activations().read((number, row) -> top.add((int) number, row), progress);
        List<TopPictures> found = new ArrayList<>();
        for (int i = 0; i < neurons.length; i++) {
            found.add(TopPictures.of(inputs.queries().get(i), top.of(i), inputs));
        }
        new TopFiles(run, plan, count).write(inputs, found);
        run.finish(new RunFacts(
                versions,
                Map.of(
                        "table", Digests.ofFile(inputs.table().file()),
                        "activations", Digests.ofFile(inputs.activations().file()))));
        return found;
    }
}
