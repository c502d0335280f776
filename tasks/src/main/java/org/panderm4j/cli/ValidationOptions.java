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
import org.panderm4j.data.table.RetrievalTable;
import org.panderm4j.data.text.PromptTemplates;
import org.panderm4j.nn.train.loop.Watch;
import org.panderm4j.pretrain.EvaluationOptions;
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
                    "Keep the parameters with the best of this metric, e.g. loss or image_to_text_R@5, not the last ones.")
    String bestBy;

    @Option(
            names = "--patience",
            defaultValue = "0",
            paramLabel = "N",
            description = "End after N evaluations without a better --best-by (or loss); 0 for never (default).")
    int patience;

    EvaluationOptions read(ImageSource images, List<String> captionColumns) throws IOException {
        List<DataSet> dataSets =
                new DataSetOptions.Reading("--zero-shot", labelColumn, images).read(zeroShot, labelSets);
        boolean none = csv == null && dataSets.isEmpty();
        if (none && (every != null || bestBy != null || patience > 0 || !where.isEmpty() || captionColumn != null)) {
            throw new UsageException("nothing to evaluate on; give --val-csv FILE or --zero-shot NAME=CSV");
        }
        if (every != null && every < 1) {
            throw new UsageException("--evaluate-every: expected at least 1, found " + every);
        }
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
        if (patience < 0) {
            throw new UsageException("--patience: expected 0 or more, found " + patience);
        }
        if (bestBy == null && patience == 0) {
            return Optional.empty();
        }
        String metric = bestBy == null ? EvaluationFigures.LOSS : bestBy;
        boolean lower = metric.equals(EvaluationFigures.LOSS) || metric.endsWith("_rank");
        return Optional.of(new Watch(metric, !lower, patience));
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
