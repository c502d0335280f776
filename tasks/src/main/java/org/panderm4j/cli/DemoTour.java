package org.panderm4j.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.panderm4j.demo.Answer;
import org.panderm4j.demo.DemoResult;
import org.panderm4j.demo.NextSteps;
import org.panderm4j.demo.SimilarCases;
import org.panderm4j.eval.ConfusionMatrix;
import org.panderm4j.eval.MetricValue;
import org.panderm4j.eval.Ranks;

/** The tour as a page of text. */
final class DemoTour {
    private final DemoResult result;
    private final long seed;
    private final Optional<Path> page;

    /** @param page with pictures, if one was written */
    DemoTour(DemoResult result, long seed, Optional<Path> page) {
        this.result = result;
        this.seed = seed;
        this.page = page;
    }

    void print(PrintStream out) {
        out.println(result.cases().size()
                + " drawn lesions of patients that no training has seen, drawn just now (seed " + seed + ").");
        out.println(
                "Drawings have no clinical meaning; this shows how the program works, not what a model knows of skin.");
        zeroShot(out);
        prompts(out);
        retrieval(out);
        similar(out);
        next(out);
    }

    private void zeroShot(PrintStream out) {
        out.println();
        out.println("1  Zero-shot diagnosis: which of " + result.classes().size() + " names fits the picture?");
        out.println("   right: " + percent(result.accuracy()) + "; guessing: "
                + percent(1.0 / result.classes().size()));
        for (ConfusionMatrix.Confusion pair :
                result.classification().confusion().mostConfused(1)) {
            out.println("   most often wrong: " + result.classes().get(pair.label()) + " taken for "
                    + result.classes().get(pair.predicted()) + " (" + pair.count() + " pictures)");
        }
    }

    private void prompts(PrintStream out) {
        out.println();
        out.println("2  Pictures for a text: does the picture show what the words say?");
        TextTable table = new TextTable("   words", "of the " + Answer.BEST + " nearest", "of all pictures");
        for (Answer answer : result.answers()) {
            table.row("   " + answer.question().prompt(), answer.fitting(), percent(answer.share()));
        }
        table.print(out);
    }

    private void retrieval(PrintStream out) {
        out.println();
        out.println("3  Retrieval among " + result.cases().size() + " pairs of picture and caption");
        out.println("   partner among the best " + DemoResult.AMONG + ": " + percent(result.recall()) + "; guessing: "
                + percent(DemoResult.AMONG / (double) result.cases().size()));
        out.println("   caption for a picture: " + ranks(result.retrieval().imageToText()));
        out.println("   picture for a caption: " + ranks(result.retrieval().textToImage()));
    }

    private static String ranks(Ranks ranks) {
        return percent(ranks.recallAt(1)) + " first, " + percent(ranks.recallAt(DemoResult.AMONG)) + " among the best "
                + DemoResult.AMONG;
    }

    private void similar(PrintStream out) {
        out.println();
        out.println("4  Similar cases: of the " + SimilarCases.NEAREST + " nearest pictures, "
                + percent(result.similar().sameDiagnosis()) + " have the same diagnosis");
    }

    private void next(PrintStream out) {
        out.println();
        out.println(
                page.map(file -> "With pictures: " + file).orElse("With pictures: ./panderm demo --out target/demo"));
        NextSteps.commands().forEach((what, command) -> {
            out.println();
            out.println(what + ":");
            out.println("   " + command);
        });
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String percent(MetricValue metric) {
        return percent(metric.value().orElseThrow())
                + metric.interval()
                        .map(one -> String.format(
                                Locale.ROOT, " (95 %% interval %.1f - %.1f)", 100 * one.low(), 100 * one.high()))
                        .orElse("");
    }
}
