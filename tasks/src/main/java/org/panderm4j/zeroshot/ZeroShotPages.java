package org.panderm4j.zeroshot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.panderm4j.eval.Predictions;
import org.panderm4j.model.DermModel;
import org.panderm4j.report.DataSetSection;
import org.panderm4j.report.Example;
import org.panderm4j.report.Fact;
import org.panderm4j.report.Gallery;
import org.panderm4j.report.Skipped;
import org.panderm4j.report.Thumbnails;
import org.panderm4j.report.ZeroShotPage;
import org.panderm4j.run.RunPlan;

/** From results to the page that shows them. */
final class ZeroShotPages {
    private static final int EXAMPLES = 6;

    private final DermModel model;
    private final ZeroShotTask.Settings settings;
    private final RunPlan plan;

    ZeroShotPages(DermModel model, ZeroShotTask.Settings settings, RunPlan plan) {
        this.model = model;
        this.settings = settings;
        this.plan = plan;
    }

    ZeroShotPage page(List<DataSetResult> results) {
        List<DataSetSection> sections = results.stream().map(this::section).toList();
        return new ZeroShotPage("Zero-shot diagnosis", sections, facts());
    }

    private List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                "Model", plan.options().getOrDefault("--model", model.file().toString())));
        facts.add(new Fact("Family", model.description().family()));
        facts.add(new Fact(
                "Prompts a class",
                settings.templates().templates().size() + " ("
                        + settings.templates().name() + ")"));
        model.versions().forEach((name, value) -> facts.add(new Fact(name, value)));
        facts.add(new Fact("Seed", Long.toString(settings.seed())));
        return facts;
    }

    private DataSetSection section(DataSetResult result) {
        Predictions predictions = result.metrics().predictions();
        List<Gallery> galleries = List.of(
                gallery(
                        "Most confident",
                        "Highest probability of the predicted class.",
                        result,
                        predictions.mostConfident(EXAMPLES)),
                gallery(
                        "Least confident",
                        "Lowest probability of the predicted class.",
                        result,
                        predictions.leastConfident(EXAMPLES)),
                gallery(
                        "Most confident errors",
                        "Wrong, and sure of it: worth a look.",
                        result,
                        predictions.mostConfidentErrors(EXAMPLES)));
        return new DataSetSection(
                result.dataSet().name(),
                result.dataSet().labels().classes(),
                result.rows().size(),
                DataSetSection.usualHeadline(result.summary(), predictions.classes()),
                result.summary(),
                result.metrics().confusion(),
                galleries.stream().filter(one -> !one.examples().isEmpty()).toList(),
                result.failures().stream()
                        .map(failure -> new Skipped(failure.input(), failure.reason()))
                        .toList());
    }

    private static Gallery gallery(String title, String note, DataSetResult result, int... rows) {
        List<Example> examples = Arrays.stream(rows)
                .mapToObj(row -> Example.of(
                        result.metrics().predictions(),
                        row,
                        result.dataSet().labels().classes(),
                        result.rows().get(row).image(),
                        Thumbnails.of(result.picture(row))))
                .toList();
        return new Gallery(title, note, examples);
    }
}
