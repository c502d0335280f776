package org.panderm4j.finetune;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.panderm4j.data.multimodal.Case;
import org.panderm4j.data.multimodal.CaseTable;
import org.panderm4j.data.multimodal.MetadataVector;
import org.panderm4j.data.table.Split;
import org.panderm4j.eval.Bootstrap;
import org.panderm4j.nn.fusion.FusionDesign;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunFolder;
import org.panderm4j.run.RunPlan;

/** Tests a fine-tuned model on the labelled cases of a split. */
public final class FinetuneTestTask {
    private final OpenFineTuned opened;
    private final CaseTable table;
    private final ScoringOptions options;
    private final FinetuneTask.Outputs outputs;
    private final ProgressReport progress;

    /**
     * @param table with the classes of the model
     * @param outputs write what a test leaves
     */
    public FinetuneTestTask(
            OpenFineTuned opened,
            CaseTable table,
            ScoringOptions options,
            FinetuneTask.Outputs outputs,
            ProgressReport progress) {
        this.opened = opened;
        this.table = table;
        this.options = options;
        this.outputs = outputs;
        this.progress = progress;
    }

    /**
     * Runs.
     *
     * @param resamples of the bootstrap
     * @return empty if the run was finished before
     * @throws IOException in one line when the split has no labelled case, or none can be scored
     */
    public Optional<FinetuneResult> run(Split split, int resamples, Path out, RunPlan plan, boolean resume)
            throws IOException {
        int[] cases = cases(split);
        String origin = table.dataSet() + ", split " + split.word();
        if (cases.length == 0) {
            throw new IOException(origin + ": expected cases with a label, found none");
        }
        TunedScorer scorer = new TunedScorer(opened, table, options, vectors(), progress);
        scorer.requireSome(origin, cases);
        try (RunFolder run = RunFolder.open(out, plan, resume)) {
            if (run.isFinished()) {
                return Optional.empty();
            }
            CaseScorer.Scored scored = scorer.of(run, cases).scored();
            Bootstrap bootstrap = new Bootstrap(options.seed(), resamples, Bootstrap.LEVEL);
            TestScores scores = new Testing(table, opened.model().design(), bootstrap)
                    .of(scored, cases.length, opened.run().lossBatch());
            FinetuneResult result = FinetuneResult.tested(
                    opened.model().epoch(),
                    split,
                    scores,
                    opened.unknownWords(table.of(split)).stream().toList(),
                    run.failures().list());
            outputs.write(
                    run,
                    new FinishedRun(
                            plan, table, opened.model(), options.missing(), bootstrap, Optional.empty(), result));
            run.finish(opened.facts(table));
            return Optional.of(result);
        }
    }

    private int[] cases(Split split) {
        return IntStream.range(0, table.cases().size())
                .filter(index -> {
                    Case one = table.cases().get(index);
                    return one.split() == split && one.label().isPresent();
                })
                .toArray();
    }

    /** Columns of vectors that the reference chooses anew for each split; a model's own are those of the training cases. */
    private Map<Split, MetadataVector> vectors() throws IOException {
        FusionDesign design = opened.model().design();
        boolean isVector = design.metadata()
                .map(seen -> seen.kind() == FusionDesign.Metadata.Kind.VECTOR)
                .orElse(false);
        return isVector && opened.run().matchesReference()
                ? table.metadata().reference(table.cases(), opened.model().vector())
                : Map.of();
    }
}
