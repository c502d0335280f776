package org.panderm4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.panderm4j.eval.Bootstrap;
import org.panderm4j.eval.Calibration;
import org.panderm4j.eval.FinetuneMetrics;
import org.panderm4j.eval.MetricValue;
import org.panderm4j.eval.Predictions;
import org.panderm4j.eval.ProbeMetrics;
import org.panderm4j.eval.Subgroup;
import org.w3c.dom.Document;

class FinetuneReportTest {
    private static final String ATTACK = "<b>\"x\"</b>&'";
    private static final int ROWS = 60;

    private static List<String> names(int classes) {
        return IntStream.range(0, classes).mapToObj(k -> ATTACK + k).toList();
    }

    private static FinetuneScores scores(Predictions predictions, int classes) {
        Bootstrap bootstrap = new Bootstrap(1, 20, 0.95);
        List<String> values =
                IntStream.range(0, ROWS).mapToObj(i -> i < 40 ? ATTACK : "few").toList();
        Example example = Example.of(predictions, 0, names(classes), ATTACK, Optional.empty());
        CaseError error = new CaseError(
                List.of(
                        new CaseError.View("clinical", Optional.of(Thumbnail.png(new byte[] {1, 2})), ATTACK),
                        new CaseError.View("dermoscopic", Optional.empty(), "")),
                example,
                ATTACK);
        return new FinetuneScores(
                ProbeMetrics.of(predictions),
                FinetuneMetrics.summary(predictions, bootstrap),
                List.of(new Reliability(ATTACK, Calibration.of(predictions), ATTACK)),
                List.of(new FinetuneScores.Criterion(ATTACK, classes, FinetuneMetrics.summary(predictions, bootstrap))),
                List.of(new SubgroupTable(ATTACK, Subgroup.byValue(predictions, values, bootstrap))),
                List.of(error));
    }

    private static FinetunePage page(int classes, Optional<FinetuneScores> scores) {
        Curve curve = new Curve(ATTACK, true, new double[] {1, 2}, new double[] {1, 0.5});
        CurveChart chart = new CurveChart(ATTACK, ATTACK, List.of(curve));
        List<Fact> facts = List.of(new Fact(ATTACK, ATTACK));
        return new FinetunePage(
                ATTACK,
                ATTACK,
                List.of(ATTACK),
                ATTACK,
                names(classes),
                List.of(MetricValue.plain("bacc", 10, 0.5)),
                scores,
                List.of(chart),
                List.of(chart),
                ATTACK,
                facts,
                facts,
                facts,
                List.of(new Skipped(ATTACK, ATTACK)));
    }

    @Test
    void escapesWhateverItIsGiven() {
        for (int classes : new int[] {2, 3, 40}) {
            for (int used : new int[] {1, classes}) {
                FinetuneScores scores = scores(ProbeReportTest.predictions(ROWS, classes, used), classes);
                String html = FinetuneReport.render(page(classes, Optional.of(scores)));
                PageChecks.assertSelfContained(html);
                assertThat(html)
                        .doesNotContain("<b>\"x\"")
                        .contains(
                                "&lt;b&gt;", "Research use only", "not a medical device", "data:image/png;base64,AQI=")
                        .contains("Balanced accuracy", "1 group has fewer than 30 test cases", "no picture");
                assertThat(html.contains("not defined")).isEqualTo(used < classes || classes > 20);
            }
        }
    }

    @Test
    void namesMetricsByTheNumberOfClasses() {
        String two = FinetuneReport.render(page(2, Optional.of(scores(ProbeReportTest.predictions(ROWS, 2, 2), 2))));
        assertThat(two).contains("recall of the second class", "area under the ROC curve of the second class");
        String three = FinetuneReport.render(page(3, Optional.of(scores(ProbeReportTest.predictions(ROWS, 3, 3), 3))));
        assertThat(three).contains("one class against the rest", "recall of the classes that occur");
    }

    @Test
    void tellsOfTheTrainingWhereThereIsNoTest() {
        String html = FinetuneReport.render(page(3, Optional.empty()));
        PageChecks.assertSelfContained(html);
        assertThat(html)
                .contains("Balanced accuracy, validation", "0.500", "1 more curve")
                .doesNotContain("Confusion matrix");
    }

    @Test
    void refusesNamesThatDoNotFit() {
        FinetuneScores scores = scores(ProbeReportTest.predictions(ROWS, 3, 3), 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> page(2, Optional.of(scores)))
                .withMessageContaining("3 class names");
    }

    @Test
    void theConfusionMatrixIsAnSvgOfItsOwn() throws Exception {
        for (int classes : new int[] {2, 12, 40}) {
            Predictions predictions = ProbeReportTest.predictions(400, classes, classes);
            String svg = ConfusionSvg.render(ProbeMetrics.of(predictions).confusion(), names(classes));
            Document document = DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
            assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
            assertThat(document.getElementsByTagName("b").getLength()).isZero();
            boolean isLegible = classes < 40;
            assertThat(document.getElementsByTagName("title").getLength()).isEqualTo(isLegible ? classes * classes : 0);
            assertThat(document.getDocumentElement().getTextContent().contains(ATTACK + "1"))
                    .isEqualTo(isLegible);
        }
    }
}
