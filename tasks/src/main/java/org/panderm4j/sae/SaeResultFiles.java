package org.panderm4j.sae;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.panderm4j.nn.sae.SaeNetwork;
import org.panderm4j.nn.sae.SaeWeights;
import org.panderm4j.nn.train.Workers;
import org.panderm4j.report.Bars;
import org.panderm4j.report.Fact;
import org.panderm4j.report.SaePage;
import org.panderm4j.report.SaeReport;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunFolder;
import org.panderm4j.run.RunPlan;
import org.panderm4j.train.TrainingFigures;

/** The files of a finished training: {@code sae.safetensors} and {@code report.html}. */
final class SaeResultFiles {
    /** Rows that the result is looked at by. */
    private static final int SAMPLE = 1 << 16;

    private static final Set<String> NO_RESULT = Set.of("epoch", "step", "seconds", "rows_per_second");

    private final RunFolder run;
    private final RunPlan plan;
    private final SaeData data;
    private final SaeTrainingOptions options;
    private final ProgressReport progress;

    SaeResultFiles(RunFolder run, RunPlan plan, SaeData data, SaeTrainingOptions options, ProgressReport progress) {
        this.run = run;
        this.plan = plan;
        this.data = data;
        this.options = options;
        this.progress = progress;
    }

    /** Writes them; gives the last epoch's figures. */
    Map<String, Double> write(SaeNetwork network, Workers workers) throws IOException {
        SaeWeights weights = network.parameters().weights();
        run.write(SaeFile.NAME, file -> SaeFile.write(weights, told(), file));
        TrainingFigures figures = TrainingFigures.of(run.path());
        RowBatches sample = data.sample(SAMPLE, options.training().batch(), options.seed());
        Measurement found =
                Measurement.of(network, sample, progress.begin("look at the result", "rows", sample.size()));
        SaePage page = page(figures, weights, sample, found, workers);
        run.write("report.html", file -> SaeReport.write(page, file));
        Map<String, Double> last =
                new LinkedHashMap<>(figures.epochs().get(figures.epochs().size() - 1));
        last.keySet().removeAll(NO_RESULT);
        return last;
    }

    /** How it was trained, for whoever uses it on rows of another source. */
    private Map<String, String> told() {
        Map<String, String> told = options.told(data.rows());
        data.unit().ifPresent(unit -> told.put(SaeFile.UNIT, unit.toString()));
        return told;
    }

    private SaePage page(
            TrainingFigures figures, SaeWeights weights, RowBatches sample, Measurement found, Workers workers) {
        DictionaryHealth health = DictionaryHealth.of(weights, workers);
        String rows =
                String.format(Locale.ROOT, "%,d %s rows", sample.size(), data.isHeldOut() ? "held-out" : "training");
        List<Bars> bars = List.of(new Densities(found.firing().densities()).chart(rows), health.chart());
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Rows", String.format(Locale.ROOT, "%,d", data.rows())));
        facts.add(new Fact("Sparsity", StoredSparsity.words(weights.design().sparsity())));
        facts.add(new Fact("Engine", options.engine()));
        plan.options().forEach((name, value) -> facts.add(new Fact(name, value)));
        return new SaePage(
                data.embeddings().files().get(0).getFileName() + ", "
                        + weights.design().features() + " features",
                headline(figures, found),
                new EpochCharts(figures.epochs()).charts(),
                bars,
                health.pagePairs(),
                health.lines(),
                facts);
    }

    private List<Fact> headline(TrainingFigures figures, Measurement found) {
        int features = found.firing().features();
        return List.of(
                new Fact("Variance explained", String.format(Locale.ROOT, "%.3f", found.explained())),
                new Fact(
                        "Active in a row",
                        String.format(Locale.ROOT, "%.1f", found.firing().l0())),
                new Fact("Dead", features - found.firing().active() + " of " + features),
                new Fact("Epochs", Integer.toString(figures.epochs().size())),
                new Fact("Time", figures.time()));
    }
}
