package org.panderm4j.finetune;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.panderm4j.data.multimodal.Reading;
import org.panderm4j.run.Digests;
import org.panderm4j.run.RunPlan;
import org.panderm4j.run.RunRecord;

/**
 * A finished fine-tuning.
 *
 * @param folder of the run
 * @param model what it made
 * @param plan how it was asked for
 */
public record FinetuneRun(Path folder, FineTuned model, RunPlan plan) {
    private static final String COMMAND = "finetune";

    /**
     * Reads what is known of a run; its weights are not opened.
     *
     * @throws IOException in one line when the folder holds none, or one that is not finished
     */
    public static FinetuneRun open(Path folder) throws IOException {
        RunPlan plan = RunRecord.finished(folder);
        if (!plan.command().equals(COMMAND)) {
            throw new IOException(
                    folder + ": expected the folder of a finished 'panderm finetune', found one of 'panderm "
                            + plan.command() + "'");
        }
        return new FinetuneRun(folder, FineTunedFolder.describe(folder), plan);
    }

    /** An option that it was asked for with, or its default, as text; the longest name. */
    public Optional<String> option(String name) {
        return Optional.ofNullable(plan.options().get(name));
    }

    /** How tables of its data set were read, with the classes that it knows. */
    Reading reading() {
        List<Double> shares = option("--split-shares").map(FinetuneRun::numbers).orElse(Reading.USUAL_SHARES);
        return Reading.usual().withSplits(shares, plan.seed()).withClassNames(model.classNames());
    }

    /** As a list is written by Java. */
    private static List<Double> numbers(String list) {
        return Arrays.stream(list.replaceAll("[\\[\\]]", "").split(","))
                .map(text -> Double.valueOf(text.strip()))
                .toList();
    }

    /** Cases whose losses are averaged before the averages are. */
    int lossBatch() {
        return Math.max(1, Integer.parseInt(option("--batch-size").orElse("2")) / 2);
    }

    /** Whether columns of vectors are the reference's, split by split. */
    boolean matchesReference() {
        return Boolean.parseBoolean(option("--match-reference").orElse(""));
    }

    /** What must be the same when a run that reads this one goes on. */
    public List<String> identity() throws IOException {
        return List.of(
                Digests.ofFile(folder.resolve(FineTunedFolder.DESCRIPTION)),
                Digests.ofFile(folder.resolve(FineTunedFolder.WEIGHTS)));
    }
}
