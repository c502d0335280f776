package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.panderm4j.data.text.LabelSet;
import org.panderm4j.data.text.PromptTemplates;
import org.panderm4j.embed.NoUsableInputException;
import org.panderm4j.embed.Prepared;
import org.panderm4j.embed.PreparedInputs;
import org.panderm4j.model.DermModel;
import org.panderm4j.model.LabelScorer;
import org.panderm4j.model.PictureFiles;
import org.panderm4j.model.Score;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.run.Failure;
import org.panderm4j.run.ProgressReport;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code panderm classify}. */
@Command(name = "classify", description = "Probabilities of labels for single pictures.")
final class ClassifyCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private CommonOptions common;

    @Mixin
    private ModelOptions model;

    @Parameters(arity = "1..*", paramLabel = "IMAGE", description = "Files, or folders in name order.")
    private List<Path> images;

    @ArgGroup(multiplicity = "1")
    private Labels labels;

    @Option(
            names = "--templates",
            defaultValue = "skin",
            paramLabel = "NAME|FILE",
            description = "Prompt templates, {} standing for the label (default: ${DEFAULT-VALUE}).")
    private String templates;

    @Option(
            names = "--top",
            defaultValue = "5",
            paramLabel = "K",
            description = "Labels shown for each picture (default: ${DEFAULT-VALUE}).")
    private int top;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    /** A picture with its most probable labels. */
    private record Scored(String image, List<Score> scores) {}

    /** One of the two ways to say which labels. */
    private static final class Labels {
        @Option(names = "--labels", paramLabel = "A,B,C", description = "Labels, separated by commas.")
        private String list;

        @Option(
                names = "--label-set",
                paramLabel = "NAME|FILE",
                description = "A shipped class list, or a file with one a line.")
        private String set;

        LabelSet get() throws IOException {
            if (list == null) {
                return LabelSet.of(set);
            }
            try {
                return LabelSet.parse(list);
            } catch (IllegalArgumentException e) {
                throw new UsageException("--" + e.getMessage());
            }
        }
    }

    ClassifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (top < 1) {
            throw new UsageException("--top: expected at least 1, found " + top);
        }
        List<Path> pictures = PictureFiles.expand(images);
        List<String> classes = labels.get().classes();
        PromptTemplates prompts = PromptTemplates.of(templates);
        List<Scored> scores = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        try (DermModel opened = model.open(common, console)) {
            PreparedInputs inputs = common.pictures(pictures, opened.transform());
            LabelScorer scorer = opened.scorer(classes, prompts);
            ProgressReport.Step step = common.progress(console).begin("classify", "pictures", inputs.size());
            try (PreparedInputs.Stream stream = inputs.from(0)) {
                for (List<Prepared> batch = next(stream); !batch.isEmpty(); batch = next(stream)) {
                    score(batch, opened, scorer, scores, failures);
                    step.reach(scores.size() + failures.size());
                }
            }
        }
        if (scores.isEmpty()) {
            throw new NoUsableInputException(
                    pictures.size(),
                    failures.isEmpty() ? "no pictures found" : failures.get(0).reason());
        }
        print(scores);
        return Skips.reportAll(console, failures);
    }

    private List<Prepared> next(PreparedInputs.Stream stream) throws IOException {
        return stream.next(common.batchSize());
    }

    private void score(
            List<Prepared> batch, DermModel opened, LabelScorer scorer, List<Scored> scores, List<Failure> failures) {
        List<float[]> pixels = batch.stream()
                .filter(one -> one.failure().isEmpty())
                .map(Prepared::pixels)
                .toList();
        float[][] embeddings = pixels.isEmpty() ? new float[0][] : opened.imageFeatures(pixels, Tower.EMBEDDING);
        int next = 0;
        for (Prepared one : batch) {
            try {
                if (one.failure().isPresent()) {
                    throw new IllegalArgumentException(one.failure().get());
                }
                List<Score> all = scorer.score(embeddings[next++]);
                scores.add(new Scored(one.input(), all.subList(0, Math.min(top, all.size()))));
            } catch (IllegalArgumentException e) {
                failures.add(new Failure(scores.size() + failures.size(), one.input(), e.getMessage()));
            }
        }
    }

    private void print(List<Scored> scores) throws IOException {
        if (json) {
            console.printJson(scores);
            return;
        }
        TextTable table = new TextTable("image", "label", "probability");
        for (Scored one : scores) {
            for (Score score : one.scores()) {
                table.row(one.image(), score.label(), TextTable.number(score.probability()));
            }
        }
        table.print(console.results());
    }
}
