package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinetunePredictCommandTest {
    private static final String PREDICTIONS = "predictions.csv";
    private static final double TOLERANCE = 1e-5;
    private static final int PROBABILITY = 5;

    @TempDir
    static Path shared;

    private static TinyWorld world;
    private static Path frozen;
    /** Rows of the test split without label and split, the header first. */
    private static List<List<String>> cases;

    @TempDir
    Path folder;

    @BeforeAll
    static void finetune() throws IOException {
        world = TinyWorld.in(shared);
        frozen = world.finetuned("frozen", "--criteria");
        List<List<String>> lesions = world.lesions();
        List<String> header = lesions.get(0);
        cases = new ArrayList<>();
        for (List<String> row : lesions) {
            if (row == header || row.get(header.indexOf("split")).equals("test")) {
                List<String> kept = new ArrayList<>();
                for (String column : List.of("image_clinical", "image_dermoscopic", "age", "sex", "site")) {
                    kept.add(row.get(header.indexOf(column)));
                }
                cases.add(kept);
            }
        }
    }

    private Path csv(String name, List<List<String>> rows) throws IOException {
        return Given.lines(
                folder.resolve(name),
                rows.stream().map(row -> String.join(",", row)).toArray(String[]::new));
    }

    private Program predict(Path out, Object... more) {
        return Program.run(
                List.of("finetune", "predict", "--run", frozen, "--out", out, "--quiet", "--threads", 1),
                List.of(more));
    }

    private Program predict(Path csv, Path out, Object... more) {
        return Program.run(
                List.of("finetune", "predict", "--run", frozen, "--csv", csv, "--image-root", world.data()),
                List.of("--out", out, "--quiet", "--threads", 1),
                List.of(more));
    }

    private static void assertClose(List<String> found, int first, List<String> expected, int other) {
        for (int k = 0; k < 2; k++) {
            assertThat(Double.parseDouble(found.get(first + k)))
                    .isCloseTo(Double.parseDouble(expected.get(other + k)), within(TOLERANCE));
        }
    }

    @Test
    void newCasesGetWhatTestCasesGot() throws IOException {
        Path csv = csv("cases.csv", cases);
        Path out = folder.resolve("out");
        Program run = predict(csv, out).succeeds();

        List<List<String>> found = Given.records(out.resolve(PREDICTIONS));
        List<List<String>> expected = Given.records(frozen.resolve("detailed_predictions.csv"));
        assertThat(found).hasSameSizeAs(expected);
        assertThat(found.get(0))
                .containsExactly(
                        "line",
                        "clinical",
                        "dermoscopic",
                        "predicted_label",
                        "predicted_class",
                        "probability_class_0",
                        "probability_class_1",
                        "missing",
                        "rule",
                        "network",
                        "network_probability");
        for (int i = 1; i < expected.size(); i++) {
            List<String> row = found.get(i);
            assertThat(row.get(1)).isEqualTo(expected.get(i).get(1));
            assertThat(row.get(3)).isEqualTo(expected.get(i).get(3)).isEqualTo(row.get(4));
            assertClose(row, PROBABILITY, expected.get(i), 4);
            assertThat(row.subList(7, 9)).containsExactly("", "");
            assertThat(row.get(9)).isIn("absent", "typical", "atypical");
        }
        assertThat(run.out().lines()).hasSize(expected.size());
        assertThat(out.resolve("failures.csv")).doesNotExist();
        assertThat(predict(csv, out, "--resume").succeeds().err()).contains("nothing to do");
        predict(csv, out).fails(ExitStatus.FAILED, "finished run of 'finetune predict'");
    }

    @Test
    void aColumnThatTheModelSeesAndNoRowHasIsTold() throws IOException {
        List<List<String>> renamed = new ArrayList<>(cases);
        renamed.set(0, List.of("image_clinical", "image_dermoscopic", "Age", "sex", "site"));
        Path csv = csv("renamed.csv", renamed);
        Object[] words = {"finetune", "predict", "--run", frozen, "--csv", csv, "--image-root", world.data(), "--out"};
        assertThat(Program.run(List.of(words), List.of(folder.resolve("told")))
                        .succeeds()
                        .err())
                .contains("note: " + csv + ": no row has a value of age, which the model sees");
        words[5] = csv("whole.csv", cases);
        assertThat(Program.run(List.of(words), List.of(folder.resolve("whole")))
                        .succeeds()
                        .err())
                .doesNotContain("no row has");
    }

    @Test
    void aSingleCaseGetsTheSame() throws IOException {
        Path csv = csv("cases.csv", cases.subList(0, 2));
        predict(csv, folder.resolve("table")).succeeds();
        List<String> expected =
                Given.records(folder.resolve("table").resolve(PREDICTIONS)).get(1);
        List<String> told = cases.get(1);
        Object[] options = {
            "--clinical",
            world.data().resolve(told.get(0)),
            "--dermoscopic",
            world.data().resolve(told.get(1)),
            "--field",
            "age=" + told.get(2),
            "--field",
            "sex=" + told.get(3),
            "--field",
            "site=" + told.get(4)
        };
        Program shown = predict(folder.resolve("one"), options).succeeds();

        assertClose(
                Given.records(folder.resolve("one").resolve(PREDICTIONS)).get(1), PROBABILITY, expected, PROBABILITY);
        assertThat(shown.out()).contains("class", "criterion", "network").doesNotContain("missing");

        Object[] blank = {
            "--json", "--missing", "mean", "--dermoscopic", world.data().resolve(told.get(1))
        };
        JsonNode json = predict(folder.resolve("json"), blank).succeeds().json().get(0);
        assertThat(json.at("/rule").textValue()).isEqualTo("mean");
        assertThat(json.get("missing"))
                .hasSize(2)
                .extracting(JsonNode::textValue)
                .containsExactly("clinical", "metadata");
        assertThat(json.get("probabilities").get("0").doubleValue()
                        + json.at("/probabilities/1").doubleValue())
                .isCloseTo(1, within(TOLERANCE));
        assertThat(json.at("/criteria/network/typical").isNumber()).isTrue();
    }

    @Test
    void theRuleStandsForWhatIsMissing() throws IOException {
        List<List<String>> rows = new ArrayList<>(cases.subList(0, 3));
        List<String> without = new ArrayList<>(cases.get(2));
        without.set(1, "");
        rows.set(2, without);
        Path csv = csv("missing.csv", rows);

        Program skipping = predict(csv, folder.resolve("skip"));
        assertThat(skipping.status()).isEqualTo(ExitStatus.SKIPPED);
        assertThat(Given.records(folder.resolve("skip").resolve(PREDICTIONS))).hasSize(2);
        assertThat(Given.records(folder.resolve("skip").resolve("failures.csv"))
                        .get(1)
                        .get(1))
                .contains("missing.csv, line 3", "dermoscopic", "--missing skip");

        List<String> different = new ArrayList<>();
        for (String rule : List.of("mean", "other", "zero")) {
            Program run = predict(csv, folder.resolve(rule), "--missing", rule).succeeds();
            List<List<String>> found = Given.records(folder.resolve(rule).resolve(PREDICTIONS));
            assertThat(found.get(1).subList(7, 9)).containsExactly("", "");
            assertThat(found.get(2).subList(7, 9)).containsExactly("dermoscopic", rule);
            assertThat(run.out()).contains("dermoscopic (" + rule);
            different.add(found.get(2).get(PROBABILITY));
        }
        assertThat(different).doesNotHaveDuplicates();
    }

    @Test
    void damagedPicturesAreMissingPicturesThatAreTold() throws IOException {
        Path damaged = Files.writeString(folder.resolve("damaged.png"), "no picture");
        List<String> row = new ArrayList<>(cases.get(1));
        row.set(0, damaged.toString());
        Path csv = csv("damaged.csv", List.of(cases.get(0), row));

        predict(csv, folder.resolve("no")).fails(ExitStatus.FAILED, "none of the 1 inputs", "damaged.png");
        assertThat(folder.resolve("no")).doesNotExist();
        Program run = predict(csv, folder.resolve("zero"), "--missing", "zero", "--tta");
        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.SKIPPED);
        assertThat(Given.records(folder.resolve("zero").resolve("failures.csv")))
                .hasSize(2);
        assertThat(Given.records(folder.resolve("zero").resolve(PREDICTIONS))
                        .get(1)
                        .subList(7, 9))
                .containsExactly("clinical", "zero");
    }

    @Test
    void refusesCasesThatCannotBePredicted() throws IOException {
        Path out = folder.resolve("out");
        Path csv = csv("cases.csv", cases.subList(0, 2));
        Path picture = world.data().resolve(cases.get(1).get(0));
        predict(out).fails(ExitStatus.USAGE, "expected --csv FILE, or a case");
        predict(csv, out, "--clinical", picture).fails(ExitStatus.USAGE, "--clinical or --csv");
        predict(out, "--clinical", picture, "--image-root", folder).fails(ExitStatus.USAGE, "--image-root", "--csv");
        predict(out, "--field", "age=5", "--field", "age=6").fails(ExitStatus.USAGE, "--field age", "given twice");
        predict(out, "--clinical", picture, "--field", "agee=5")
                .fails(ExitStatus.FAILED, "field agee", "age, sex, site", "did you mean \"age\"");
        predict(out, "--clinical", picture, "--field", "age=old").fails(ExitStatus.FAILED, "age", "a number", "old");
        predict(out, "--clinical", folder.resolve("none.png")).fails(ExitStatus.FAILED, "--clinical", "none.png");
        predict(out, "--clinical", picture)
                .fails(ExitStatus.FAILED, "clinical and dermoscopic pictures", "--missing mean, other or zero");
        Path columns = csv("columns.csv", List.of(List.of("picture"), List.of("a.png")));
        predict(columns, out).fails(ExitStatus.FAILED, "columns.csv", "image_clinical", "picture");
        Path empty = csv("empty.csv", cases.subList(0, 1));
        predict(empty, out).fails(ExitStatus.FAILED, "empty.csv", "expected a row for each case");
        assertThat(out).doesNotExist();
    }

    /** A copy of the fine-tuning with another text in the place of a field of what is known of it. */
    private Path altered(String name, String field, String text) throws IOException {
        Path copy = TinyWorld.copy(frozen, folder.resolve(name));
        Path file = copy.resolve("finetuned.json");
        String known = Files.readString(file);
        Files.delete(file);
        Files.writeString(file, known.replaceFirst("(?s)\"" + field + "\" : [^,}\\n]+", text));
        return copy;
    }

    private Program predictBy(Path run, Path out, Object... more) {
        return Program.run(
                List.of("finetune", "predict", "--run", run, "--csv", folder.resolve("cases.csv")),
                List.of("--image-root", world.data(), "--out", out, "--quiet", "--threads", 1),
                List.of(more));
    }

    @Test
    void aTemperatureMakesCalibratedProbabilitiesWhereAskedFor() throws IOException {
        csv("cases.csv", cases);
        Path tempered = altered("tempered", "temperature", "\"temperature\" : 2.0");
        predictBy(tempered, folder.resolve("raw")).succeeds();
        predictBy(tempered, folder.resolve("calibrated"), "--calibrate").succeeds();
        List<List<String>> raw = Given.records(folder.resolve("raw").resolve(PREDICTIONS));
        List<List<String>> found = Given.records(folder.resolve("calibrated").resolve(PREDICTIONS));
        assertThat(found).hasSameSizeAs(raw);
        for (int i = 1; i < raw.size(); i++) {
            double first = Math.sqrt(Double.parseDouble(raw.get(i).get(PROBABILITY)));
            double second = Math.sqrt(Double.parseDouble(raw.get(i).get(PROBABILITY + 1)));
            assertThat(Double.parseDouble(found.get(i).get(PROBABILITY)))
                    .isCloseTo(first / (first + second), within(TOLERANCE));
            assertThat(found.get(i).subList(0, PROBABILITY))
                    .isEqualTo(raw.get(i).subList(0, PROBABILITY));
            assertThat(found.get(i).subList(7, 11)).isEqualTo(raw.get(i).subList(7, 11));
        }
        Path plain = altered("plain", "temperature", "\"temperature\" : null");
        predictBy(plain, folder.resolve("no"), "--calibrate").fails(ExitStatus.USAGE, "--calibrate", "no temperature");
    }

    @Test
    void formatsBeforeAreReadAndThoseBehindAreNot() throws IOException {
        csv("cases.csv", cases);
        Path before = altered("before", "temperature", "\"format\" : 1");
        Path file = before.resolve("finetuned.json");
        Files.writeString(file, Files.readString(file).replaceFirst("\"format\" : 2,", ""));
        predictBy(before, folder.resolve("read")).succeeds();
        predictBy(altered("behind", "format", "\"format\" : 3"), folder.resolve("no"))
                .fails(ExitStatus.FAILED, "finetuned.json", "expected format 2, found 3");
    }
}
