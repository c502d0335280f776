package org.panderm4j.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.run.RunPlan;

class ProbePagesTest {
    private static final RunPlan PLAN = new RunPlan(
            "linear-probe", Map.of("--model", "hf-hub:redlessone/PanDerm2", "--out", "runs/it's one"), 7, "digest");
    private static final List<String> HAM = List.of(
            "actinic keratosis",
            "basal cell carcinoma",
            "benign keratosis",
            "dermatofibroma",
            "melanoma",
            "nevus",
            "vascular");

    @TempDir
    Path folder;

    /** The pages stay in the build folder, to be looked at. */
    private static String page(String name, MadeUpProbe probe, ProbeResult result, Double... shares)
            throws IOException {
        Path file = Files.createDirectories(Path.of("target", "pages")).resolve(name + ".html");
        new ProbePages(probe.settings(shares), PLAN).write(result, file);
        String html = Files.readString(file);
        assertThat(html).startsWith("<!DOCTYPE html>").contains("Research use only", "How to use the head");
        assertThat(html).doesNotContain("NaN", "Infinity", "Optional", "null", "http://", "https://");
        return html;
    }

    @Test
    void showsSharesSweepAndSubgroupsOfSevenClasses() throws IOException {
        MadeUpProbe probe = new MadeUpProbe(folder, HAM, 2400, -1, true, false);
        Double[] shares = {0.1, 0.3, 0.5, 1.0};
        List<String> notes = List.of(
                "12 groups have rows in train and in another split (first: patient 17): what the head learns of them flatters"
                        + " its scores");
        String html = page("probe-seven", probe, probe.result(notes, shares), shares);
        assertThat(html)
                .contains("12 groups have rows in train", "Few shots and many", "10 %", "100 %", "n = 120")
                .contains("AUROC, one against one", "AUROC, one against the rest", "Quadratic kappa", "Brier score")
                .contains("Reliability, as fitted", "Reliability, after temperature", "kNN, k = 20", "nearest centroid")
                .contains("By sex", "(missing)", "By site", "fewer than 30 test rows")
                .contains("Balanced accuracy on the validation rows, by C", "of the training rows, 10: 0.800, chosen")
                .contains("9f3c".repeat(16), "small change", "0.5 / C", "Model, sha256")
                .contains("2 inputs were skipped", "resamples of ", " groups, each with all its rows")
                .contains("Most confident errors", "images/case_");
        assertThat(html)
                .contains("--head 'runs/it'\\''s one' --model hf-hub:redlessone/PanDerm2")
                .contains("--calibrated");
    }

    @Test
    void drawsNoCurveOfOneShareAndTheSecondOfTwoClasses() throws IOException {
        MadeUpProbe probe = new MadeUpProbe(folder, List.of("benign", "malignant"), 700, -1, false, true);
        String html = page("probe-two", probe, probe.result(List.of(), 1.0), 1.0);
        assertThat(html)
                .contains("Of malignant, told from benign.", "area under the ROC curve of the second class")
                .contains("There are no validation rows, so no temperature was fitted.");
        assertThat(html)
                .doesNotContain("Few shots and many", "one against one", "--calibrated", "after temperature")
                .doesNotContain("Beside classifiers", "by C", "<b>⚠");
    }

    @Test
    void tellsWhatAnAbsentClassLeavesUndefined() throws IOException {
        MadeUpProbe probe = new MadeUpProbe(folder, HAM, 500, 3, true, false);
        String html = page("probe-absent", probe, probe.result(List.of("no test row is of class 3"), 1.0), 1.0);
        assertThat(html)
                .contains(
                        "not defined",
                        "1 class has no test row: dermatofibroma.",
                        "1 class has no test row and no curve",
                        "no test row is of class 3",
                        "no pictures");
    }

    @Test
    void drawsTheFullestOfManyClasses() throws IOException {
        List<String> many = IntStream.range(0, 128)
                .mapToObj(k -> k % 9 == 0 ? "pityriasis lichenoides et varioliformis acuta " + k : "condition " + k)
                .toList();
        MadeUpProbe probe = new MadeUpProbe(folder, many, 3000, 127, true, false);
        String html = page("probe-many", probe, probe.result(List.of(), 0.1, 1.0), 0.1, 1.0);
        assertThat(html).contains("The 8 classes with the most test rows, of ", "All 128 classes", "Top-3 accuracy");
        assertThat(html.length()).isLessThan(600_000);
    }
}
