package org.panderm4j.concepts;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.panderm4j.run.Digests;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunFacts;
import org.panderm4j.run.RunFolder;
import org.panderm4j.run.RunPlan;

/** Names the features of a dictionary and leaves the run folder. */
public final class NamingTask {
    private final Naming naming;
    private final ProgressReport progress;

    public NamingTask(Naming naming, ProgressReport progress) {
        this.naming = naming;
        this.progress = progress;
    }

    /**
     * Runs in a folder that the caller has opened and closes.
     *
     * @param versions of what embedded the texts
     * @throws IOException when the activations are of another dictionary, or not finite
     */
    public NamingResult run(NamingInputs inputs, RunFolder run, RunPlan plan, Map<String, String> versions)
            throws IOException {
        Optional<NeuronActivity> activity = Optional.empty();
        if (inputs.activations().isPresent()) {
            ActivationRows rows = inputs.activations().get();
            rows.requireFeatures(
                    inputs.sae().weights().design().features(), inputs.sae().file());
            activity = Optional.of(NeuronActivity.of(rows, progress));
        }
        NamingResult result =
                new NamingResult(naming, naming.of(inputs.vocabulary().terms(), inputs.cosines()), activity);
        new NamingFiles(run, plan).write(inputs, result);
        run.finish(new RunFacts(versions, digests(inputs)));
        return result;
    }

    private static Map<String, String> digests(NamingInputs inputs) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        digests.put("sae", Digests.ofFile(inputs.sae().file()));
        digests.put("vocabulary", Digests.ofTexts(inputs.vocabulary().texts()));
        if (inputs.activations().isPresent()) {
            digests.put("activations", Digests.ofFile(inputs.activations().get().file()));
        }
        return digests;
    }
}
