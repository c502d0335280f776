package org.panderm4j.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.data.table.Table;
import org.panderm4j.eval.ConfusionMatrix;
import org.panderm4j.eval.ProbeMetrics;
import org.panderm4j.run.RunFolder;

class FinetuneFilesTest {
    @TempDir
    private Path folder;

    private Path written(FinishedRun finished) throws IOException {
        return written(finished, true);
    }

    private Path written(FinishedRun finished, boolean trained) throws IOException {
        Path out = folder.resolve("out");
        try (RunFolder run = RunFolder.open(out, MadeUpRun.PLAN, false)) {
            String figures = """
                    {"step":1,"epoch":1,"loss":2.5,"learning_rate":1e-4,"seconds":1}
                    {"step":1,"epoch":1,"evaluation":{"loss":2.1,"acc":0.4,"bacc":0.3},"seconds":1}
                    """;
            if (trained) {
                Files.writeString(out.resolve("metrics.jsonl"), figures);
            }
            new FinetuneFiles().write(run, finished);
        }
        return out;
    }

    private static Set<String> names(Path out) throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            Set<String> names = new TreeSet<>();
            files.forEach(file -> names.add(file.getFileName().toString()));
            return names;
        }
    }

    private static JsonNode json(Path out) throws IOException {
        return new ObjectMapper().readTree(out.resolve("results.json").toFile());
    }

    @Test
    void tablesHoldTheScores() throws IOException {
        FinishedRun finished = MadeUpRun.tested();
        TestScores scores = finished.result().test().orElseThrow();
        Path out = written(finished);
        assertThat(Files.readAllLines(out.resolve("evaluation_metrics.csv")).get(0))
                .isEqualTo("accuracy,f1_macro,auroc,balanced_acc,sensitivity,aupr,avg_test_loss");
        Table predictions = Table.read(out.resolve("detailed_predictions.csv"));
        assertThat(predictions.rows()).hasSize(60);
        assertThat(predictions.rows().get(0).get(predictions.column("derm_filename")))
                .isEqualTo("d86.png");
        // Case 90 has no dermoscopic picture.
        assertThat(predictions.rows().get(4).get(predictions.column("derm_filename")))
                .isEmpty();
        ConfusionMatrix matrix = ProbeMetrics.of(scores.predictions()).confusion();
        Table confusion = Table.read(out.resolve("confusion_matrix.csv"));
        for (int label = 0; label < MadeUpRun.CLASSES.size(); label++) {
            assertThat(confusion.rows().get(label).get(0)).isEqualTo(MadeUpRun.CLASSES.get(label));
            for (int predicted = 0; predicted < MadeUpRun.CLASSES.size(); predicted++) {
                assertThat(confusion.rows().get(label).get(confusion.column(MadeUpRun.CLASSES.get(predicted))))
                        .isEqualTo(String.valueOf(matrix.count(label, predicted)));
            }
        }
        List<String> criteria = Files.readAllLines(out.resolve("criteria_metrics.csv"));
        assertThat(criteria).hasSize(7);
        assertThat(criteria.get(0)).isEqualTo("criterion,n,metric,value,low,high");
        assertThat(criteria.get(1)).matches("network,40,accuracy(,0\\.\\d+){3}");
        assertThat(Files.readString(out.resolve("confusion_matrix.svg"))).contains("&lt;b&gt;melanoma");
    }

    @Test
    void resultsHoldEverything() throws IOException {
        FinishedRun finished = MadeUpRun.tested();
        JsonNode json = json(written(finished));
        assertThat(json.get("end").textValue()).isEqualTo("no_improvement");
        assertThat(json.get("epoch").intValue()).isEqualTo(2);
        assertThat(json.at("/cases/train/all").intValue()).isEqualTo(65);
        assertThat(json.at("/cases/train/used").intValue()).isEqualTo(60);
        assertThat(json.get("missing_rule").textValue()).isEqualTo("mean");
        assertThat(json.at("/test/left_out").intValue()).isEqualTo(5);
        assertThat(json.at("/test/replaced").intValue()).isEqualTo(3);
        assertThat(json.at("/validation/auroc").isNull()).isTrue();
        assertThat(json.at("/learned_values/towers").longValue()).isEqualTo(2_500_000);
        double accuracy =
                FinetuneFiles.metrics(finished.result().test().orElseThrow()).accuracy();
        JsonNode metric = json.at("/test/metrics/accuracy");
        assertThat(metric.get("value").doubleValue()).isCloseTo(accuracy, within(1e-12));
        assertThat(metric.get("low").doubleValue())
                .isLessThan(metric.get("high").doubleValue());
        assertThat(json.at("/test/classes")).hasSize(3);
        assertThat(json.at("/test/classes/1/name").textValue()).isEqualTo("<b>melanoma</b>");
        assertThat(json.at("/test/calibration/ece").doubleValue())
                .isNotEqualTo(json.at("/test/calibration_after_temperature/ece").doubleValue());
        assertThat(json.at("/temperature/value").doubleValue()).isEqualTo(1.5);
        assertThat(json.at("/test/criteria/network/n").intValue()).isEqualTo(40);
        JsonNode criterion = json.at("/test/criteria/network/metrics/balanced_acc");
        assertThat(criterion.get("low").doubleValue())
                .isLessThan(criterion.get("high").doubleValue());
        assertThat(json.at("/options/--model").textValue()).isEqualTo("demo");
    }

    @Test
    void thePageSaysWhatWasDone() throws IOException {
        String html = Files.readString(written(MadeUpRun.tested()).resolve("report.html"));
        assertThat(html)
                .contains("Sees clinical photograph, dermoscopic picture and metadata as a sentence through demo")
                .contains("cross attention (2 steps)", "metadata meet them by concatenation")
                .contains("clinical tower trained in its read-out and last 2 blocks", "adapters of rank 8")
                .contains("text tower frozen", "1,234 values of the fusion and 2.5 million of the towers learned")
                .contains("60 of 65 training cases", "3 had a picture replaced, and 5 were left out")
                .contains("after temperature 1.5", "By sex", "By age", "(missing)", "1: below ")
                .contains("Most confident errors", "Sex: &lt;b&gt;female&lt;/b&gt;.", "Criteria", "network")
                .contains("a note on &lt;i&gt;cases&lt;/i&gt;", "./panderm finetune predict", "it'\\''s one")
                .contains("Balanced accuracy, validation", "not a medical device");
        assertThat(html)
                .doesNotContain("<b>melanoma", "<b>female", "<i>cases", "By anything", "NaN", "Optional", "null")
                .doesNotContain("http://", "https://", "<script", "<link");
    }

    @Test
    void aTestAloneHasNoTraining() throws IOException {
        Path out = written(MadeUpRun.testedAlone(Optional.empty()), false);
        assertThat(Files.readString(out.resolve("report.html")))
                .contains("Confusion matrix", "65 test cases", "3 had a picture replaced", "left no temperature")
                .doesNotContain("<h2>Training</h2>", "training cases ·", "Chosen by", " learned.", "null");
        assertThat(json(out).get("temperature").isNull()).isTrue();
    }

    @Test
    void aTestAloneKnowsTheTemperatureOfTheModel() throws IOException {
        Path out = written(MadeUpRun.testedAlone(Optional.of(1.5)), false);
        assertThat(Files.readString(out.resolve("report.html"))).contains("after temperature 1.5");
        assertThat(json(out).at("/temperature/value").doubleValue()).isEqualTo(1.5);
        assertThat(json(out).at("/test/calibration_after_temperature/ece").isNumber())
                .isTrue();
    }

    @Test
    void withoutTestCasesThereAreNoScores() throws IOException {
        Path out = written(MadeUpRun.untested());
        assertThat(names(out)).contains("results.json", "report.html").noneMatch(name -> name.endsWith(".csv"));
        assertThat(json(out).get("test").isNull()).isTrue();
        assertThat(Files.readString(out.resolve("report.html")))
                .contains("Training", "Loss")
                .doesNotContain("Confusion matrix");
    }

    @Test
    void whatIsKnownOfAModelStandsInOneOrder() {
        FineTuned one = MadeUpRun.tested().model();
        Map<String, String> many = new HashMap<>();
        IntStream.range(100, 200).forEach(i -> many.put("n" + i, "x"));
        FineTuned other = new FineTuned(
                one.format(),
                one.dataSet(),
                one.description(),
                one.classNames(),
                one.criteria(),
                one.design(),
                one.vector(),
                one.model(),
                one.modelDigest(),
                one.readOut(),
                many,
                many,
                one.lora(),
                one.missing(),
                one.epoch(),
                one.temperature());
        assertThat(new ArrayList<>(other.towers().keySet())).isSorted();
        assertThat(new ArrayList<>(other.pictures().keySet())).isSorted();
    }
}
