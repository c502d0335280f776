package org.panderm4j.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.panderm4j.eval.Predictions;
import org.panderm4j.model.DermModel;
import org.panderm4j.report.DataSetSection;
import org.panderm4j.report.DemoPage;
import org.panderm4j.report.Example;
import org.panderm4j.report.Fact;
import org.panderm4j.report.Gallery;
import org.panderm4j.report.RetrievedPair;
import org.panderm4j.run.RunPlan;
import org.panderm4j.weights.open.ShippedModel;

/** From a tour to the page that shows it. */
final class DemoPages {
    private static final int EXAMPLES = 6;

    private final DermModel model;
    private final RunPlan plan;
    private final DemoResult result;
    private final Portraits portraits;
    private final PictureRows rows;

    DemoPages(DermModel model, RunPlan plan, DemoResult result) {
        this.model = model;
        this.plan = plan;
        this.result = result;
        this.portraits = new Portraits(result.cases());
        this.rows = new PictureRows(result, portraits);
    }

    DemoPage page() {
        List<Integer> order = byRank();
        List<Integer> reversed = new ArrayList<>(order);
        Collections.reverse(reversed);
        return new DemoPage(
                "What a small model sees in drawn lesions",
                introduction(),
                new Headlines(result).all(),
                zeroShot(),
                result.answers().stream().map(rows::prompt).toList(),
                result.retrieval(),
                result.recalls(),
                pairs(order),
                pairs(reversed),
                rows.similar(),
                String.format(
                        Locale.ROOT,
                        "The pictures whose embeddings are nearest to one picture's. Over all %d pictures, %.0f %% of the %d nearest"
                                + " have the same diagnosis; guessing would give about %.0f %%.",
                        result.cases().size(),
                        100 * result.similar().sameDiagnosis(),
                        SimilarCases.NEAREST,
                        100.0 / result.classes().size()),
                NextSteps.commands().entrySet().stream()
                        .map(step -> new Fact(step.getKey(), step.getValue()))
                        .toList(),
                facts());
    }

    private List<String> introduction() {
        String drawn =
                "All lesions on this page are drawn. They follow textbook descriptions of eight diagnoses, belong to nobody,"
                        + " and were made for this page, of patients that no training has seen.";
        String shipped =
                "The model learned from other drawn pictures and their captions. It shows how the program works; it knows"
                        + " nothing about real skin.";
        return modelName().equals(ShippedModel.NAME) ? List.of(drawn, shipped) : List.of(drawn);
    }

    private String modelName() {
        return plan.options().getOrDefault("--model", model.file().toString());
    }

    private List<Integer> byRank() {
        Comparator<Integer> byRank =
                Comparator.comparingDouble(i -> result.retrieval().imageToText().rank(i)
                        + result.retrieval().textToImage().rank(i));
        return IntStream.range(0, result.cases().size()).boxed().sorted(byRank).toList();
    }

    private DataSetSection zeroShot() {
        Predictions predictions = result.classification().predictions();
        List<Gallery> galleries = List.of(
                gallery(
                        "Most confident",
                        "Highest probability of the predicted diagnosis.",
                        predictions.mostConfident(EXAMPLES)),
                gallery("Most confident errors", "Wrong, and sure of it.", predictions.mostConfidentErrors(EXAMPLES)));
        return new DataSetSection(
                "Zero-shot diagnosis",
                result.classes(),
                result.cases().size(),
                "acc",
                result.zeroShot(),
                result.classification().confusion(),
                galleries.stream().filter(one -> !one.examples().isEmpty()).toList(),
                List.of());
    }

    private Gallery gallery(String title, String note, int... rows) {
        List<Example> examples = portraits.each(
                Arrays.stream(rows).boxed().toList(),
                (row, picture) -> Example.of(
                        result.classification().predictions(),
                        row,
                        result.classes(),
                        result.cases().get(row).name(),
                        Optional.of(picture)));
        return new Gallery(title, note, examples);
    }

    private List<RetrievedPair> pairs(List<Integer> order) {
        List<Integer> shown = order.stream().limit(EXAMPLES).toList();
        return portraits.each(
                shown,
                (row, picture) -> new RetrievedPair(
                        Optional.of(picture),
                        result.cases().get(row).name(),
                        result.cases().get(row).caption(),
                        result.retrieval().imageToText().rank(row) + 1,
                        result.retrieval().textToImage().rank(row) + 1));
    }

    private List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Model", modelName()));
        facts.add(new Fact("Family", model.description().family()));
        model.versions().forEach((name, value) -> facts.add(new Fact(name, value)));
        facts.add(new Fact("Seed", Long.toString(plan.seed())));
        return facts;
    }
}
