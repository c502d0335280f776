package org.panderm4j.finetune;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.panderm4j.data.table.Split;
import org.panderm4j.nn.train.loop.TrainingResult;
import org.panderm4j.report.Fact;

/** What the page of a run says in words of its cases, its end and its options. */
final class RunFactsInWords {
    private final FinishedRun finished;
    private final FinetuneResult result;
    private final FineTuned model;

    RunFactsInWords(FinishedRun finished) {
        this.finished = finished;
        this.result = finished.result();
        this.model = finished.model();
    }

    /** In four digits at most. */
    static String number(double value) {
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
        return (rounded.scale() < 0 ? rounded.setScale(0) : rounded).toPlainString();
    }

    String counts() {
        List<String> counts = new ArrayList<>();
        for (Split split : result.used().keySet()) {
            int used = result.used().get(split);
            int all = finished.table().of(split).size();
            String more = used < all ? String.format(Locale.ROOT, " of %,d", all) : "";
            String name = split == Split.TRAIN ? "training" : split == Split.VAL ? "validation" : "test";
            counts.add(String.format(Locale.ROOT, "%,d%s %s cases", used, more, name));
        }
        counts.add(model.classNames().size() + " classes");
        return String.join(" · ", counts);
    }

    String missing() {
        String rule = switch (finished.missing()) {
            case SKIP -> "a test case that lacks a picture that the model sees is left out";
            case MEAN -> "the mean feature of the training cases takes the place of a picture that a test case lacks";
            case OTHER -> "the case's other picture takes the place of one that a test case lacks";
            case ZERO -> "a feature of zeros takes the place of a picture that a test case lacks";
        };
        String learned = finished.training().isPresent() ? "Training and validation leave such cases out. " : "";
        String touched = result.test()
                .map(scores -> String.format(
                        Locale.ROOT,
                        " Of the test cases %,d had a picture replaced, and %,d were left out.",
                        scores.replaced(),
                        scores.left()))
                .orElse("");
        return learned + "The rule of the test, --missing " + finished.missing().word() + ": " + rule + "." + touched;
    }

    List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        int epochs =
                finished.training().map(options -> options.steps().epochs()).orElse(0);
        facts.add(new Fact("Epoch kept", result.epoch() + (epochs == 0 ? "" : " of " + epochs)));
        finished.training().ifPresent(options -> facts.addAll(trained(options)));
        facts.add(new Fact("Model", model.model()));
        facts.add(new Fact("Model, sha256", model.modelDigest()));
        facts.add(new Fact("Read of a picture", model.readOut().word()));
        new TreeMap<>(model.pictures())
                .forEach((name, value) -> facts.add(new Fact(
                        name.substring(0, 1).toUpperCase(Locale.ROOT)
                                + name.substring(1).replace('-', ' '),
                        value.toLowerCase(Locale.ROOT))));
        facts.add(new Fact("Seed", Long.toString(finished.plan().seed())));
        return facts;
    }

    private List<Fact> trained(FinetuneOptions options) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Chosen by", chosen(options.steps().monitor())));
        facts.add(new Fact("Ended", ended()));
        if (options.fusion().criteria()) {
            facts.add(new Fact(
                    "Training loss",
                    "of the diagnosis and the criteria; the validation loss is the diagnosis's alone"));
        }
        return facts;
    }

    private String chosen(Optional<String> monitor) {
        String value = result.training()
                .best()
                .map(best -> ", " + number(best.value()))
                .orElse("");
        return monitor.map(name -> name + " of the validation cases" + value).orElse("nothing: the last one");
    }

    private String ended() {
        return "after " + result.training().step() + " steps, "
                + (result.training().end() == TrainingResult.End.NO_IMPROVEMENT
                        ? "for want of a better figure"
                        : "when all were done");
    }

    List<Fact> options() {
        return finished.plan().options().entrySet().stream()
                .map(option -> new Fact(option.getKey(), option.getValue()))
                .toList();
    }
}
