package org.panderm4j.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.panderm4j.data.text.LabelSet;
import org.panderm4j.data.text.PromptTemplates;
import org.panderm4j.embed.NoUsableInputException;
import org.panderm4j.model.DermModel;
import org.panderm4j.model.LabelScorer;
import org.panderm4j.model.PictureFiles;
import org.panderm4j.model.Score;
import org.panderm4j.run.Failure;
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
            return list != null ? LabelSet.parse(list) : LabelSet.of(set);
        }
    }

    ClassifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (top < 1) {
            throw new IllegalArgumentException("--top: expected at least 1, found " + top);
        }
        List<Path> pictures = PictureFiles.expand(images);
        List<String> classes = labels.get().classes();
        PromptTemplates prompts = PromptTemplates.of(templates);
        Map<Path, List<Score>> scores = new LinkedHashMap<>();
        List<Failure> failures = new ArrayList<>();
        try (DermModel opened = model.open(common, console)) {
            opened.transform();
            LabelScorer scorer = opened.scorer(classes, prompts);
            for (Path picture : pictures) {
                try {
                    scores.put(
                            picture, scorer.score(picture).stream().limit(top).toList());
                } catch (IOException e) {
                    failures.add(new Failure(failures.size(), picture.toString(), e.getMessage()));
                }
            }
        }
        if (scores.isEmpty()) {
            throw new NoUsableInputException(
                    pictures.size(),
                    failures.isEmpty() ? "no pictures found" : failures.get(0).reason());
        }
        print(scores);
        return Skips.report(console, failures, "");
    }

    private void print(Map<Path, List<Score>> scores) throws IOException {
        if (json) {
            List<Map<String, Object>> all = new ArrayList<>();
            scores.forEach((picture, one) -> {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("image", picture.toString());
                row.put("scores", one);
                all.add(row);
            });
            console.results()
                    .println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all));
            return;
        }
        TextTable table = new TextTable("image", "label", "probability");
        scores.forEach((picture, one) -> one.forEach(
                score -> table.row(picture, score.label(), String.format(Locale.ROOT, "%.4f", score.probability()))));
        table.print(console.results());
    }
}
