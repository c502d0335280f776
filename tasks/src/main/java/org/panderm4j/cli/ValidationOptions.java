package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.panderm4j.data.table.ImageSource;
import org.panderm4j.data.table.NearestNames;
import org.panderm4j.data.table.RetrievalTable;
import org.panderm4j.data.text.PromptTemplates;
import org.panderm4j.nn.train.loop.Watch;
import org.panderm4j.pretrain.EvaluationOptions;
import org.panderm4j.pretrain.MeasuredMetrics;
import org.panderm4j.run.Digests;
import org.panderm4j.train.EvaluationFigures;
import org.panderm4j.zeroshot.DataSet;
import picocli.CommandLine.Option;

/** Options that say what is measured while a network is trained. */
final class ValidationOptions {
    @Option(
            names = "--val-csv",
            paramLabel = "FILE",
            description = "Held-out pairs: loss and retrieval are measured on them.")
    Path csv;

    @Option(
            names = "--val-where",
            paramLabel = "COLUMN=VALUE",
            description = "Take only these rows of --val-csv, e.g. split=val; may be given several times.")
    Map<String, String> where = new LinkedHashMap<>();

    @Option(
            names = "--val-caption-column",
            paramLabel = "C",
            description = "Column of the held-out captions (default: the first of --caption-column).")
    String captionColumn;

    @Option(
            names = "--zero-shot",
            paramLabel = "NAME=CSV",
            converter = NamedFile.Converter.class,
            description = "Labelled pictures to measure zero-shot accuracy on; may be given several times.")
    List<NamedFile> zeroShot = List.of();

    @Option(
            names = "--label-set",
            paramLabel = "NAME=FILE",
            converter = NamedFile.Converter.class,
            description = "The classes of data set NAME, one a line; line k is class k, counted from 0.")
    List<NamedFile> labelSets = List.of();

    @Option(
            names = "--label-column",
            defaultValue = "label",
            paramLabel = "NAME",
            description = "Column of the class numbers (default: ${DEFAULT-VALUE}).")
    String labelColumn;

    @Option(
            names = "--templates",
            defaultValue = "skin",
            paramLabel = "NAME|FILE",
            description = "Prompt templates, {} standing for the class (default: ${DEFAULT-VALUE}).")
    String templates;

    @Option(
            names = "--evaluate-every",
            paramLabel = "STEPS",
            description = "Steps between evaluations (default: an epoch).")
    Long every;

    @Option(
            names = "--best-by",
            paramLabel = "METRIC",
            description =
                    "Keep the parameters with the best of this metric, not the last ones: loss, image_to_text_R@5, NAME_acc ... (see docs/pretraining.md).")
    String bestBy;

    @Option(
            names = "--patience",
            defaultValue = "0",
            paramLabel = "N",
            description = "End after N evaluations without a better --best-by (or loss); 0 for never (default).")
    int patience;

    /** Refuses what does not fit together, before anything is read. */
    void check(WrittenOptions written) {
        written.onlyWith(csv != null, "--val-csv FILE", "--val-where", "--val-caption-column");
        written.onlyWith(!zeroShot.isEmpty(), "--zero-shot NAME=CSV", "--label-set", "--label-column", "--templates");
        written.onlyWith(
                readsTables(),
                "something to evaluate on: --val-csv FILE or --zero-shot NAME=CSV",
                "--evaluate-every",
                "--best-by",
                "--patience");
        written.oneOfEachKey("--val-where");
        Bounds.atLeast(1, "--evaluate-every", every == null ? 1 : every);
        Bounds.atLeast(0, "--patience", patience);
        checkMetric();
    }

    private void checkMetric() {
        MeasuredMetrics measured = new MeasuredMetrics(
                csv != null, zeroShot.stream().map(NamedFile::name).toList());
        Optional<String> metric = watched();
        if (metric.isEmpty() || measured.names().contains(metric.get())) {
            return;
        }
        String measures = "this run measures " + String.join(", ", measured.names());
        if (metric.get().equals(EvaluationFigures.LOSS)) {
            throw new UsageException((bestBy == null ? "--patience: watches the loss" : "--best-by loss: is measured")
                    + " on held-out pairs; give --val-csv FILE, or choose --best-by METRIC; " + measures);
        }
        List<String> nearest = NearestNames.of(metric.get(), measured.names());
        String hint = nearest.isEmpty() ? "" : "did you mean " + String.join(" or ", nearest) + "? ";
        throw new UsageException("--best-by: no metric " + metric.get() + "; " + hint + measures);
    }

    /** Whether there is anything to evaluate on. */
    boolean readsTables() {
        return csv != null || !zeroShot.isEmpty();
    }

    /** Whether held-out captions stand in the column of the training captions. */
    boolean needsCaptionColumn() {
        return csv != null && captionColumn == null;
    }

    EvaluationOptions read(ImageSource images, List<String> captionColumns) throws IOException {
        List<DataSet> dataSets =
                new DataSetOptions.Reading("--zero-shot", labelColumn, images).read(zeroShot, labelSets);
        return new EvaluationOptions(
                pairs(images, captionColumn == null ? captionColumns.get(0) : captionColumn),
                dataSets,
                PromptTemplates.of(templates),
                every == null ? OptionalLong.empty() : OptionalLong.of(every),
                watch());
    }

    private Optional<RetrievalTable> pairs(ImageSource images, String captions) throws IOException {
        return csv == null
                ? Optional.empty()
                : Optional.of(RetrievalTable.of(PairOptions.table(csv, where), images, captions));
    }

    private Optional<Watch> watch() {
        return watched().map(metric -> new Watch(metric, MeasuredMetrics.largerIsBetter(metric), patience));
    }

    private Optional<String> watched() {
        return bestBy == null && patience == 0
                ? Optional.empty()
                : Optional.of(bestBy == null ? EvaluationFigures.LOSS : bestBy);
    }

    /** What must be the same of the data when a run goes on. */
    static List<String> identity(EvaluationOptions options) throws IOException {
        List<String> identity = new ArrayList<>(options.templates().templates());
        if (options.pairs().isPresent()) {
            identity.add(Digests.ofFile(options.pairs().get().table().file()));
        }
        for (DataSet dataSet : options.zeroShot()) {
            identity.add(Digests.ofFile(dataSet.table().table().file()));
            identity.addAll(dataSet.labels().classes());
        }
        return identity;
    }
}
