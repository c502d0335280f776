package org.panderm4j.finetune;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.panderm4j.data.multimodal.Case;
import org.panderm4j.data.table.Split;
import org.panderm4j.eval.Calibration;
import org.panderm4j.eval.MetricValue;
import org.panderm4j.eval.ProbeMetrics;
import org.panderm4j.nn.fusion.FusionDesign;
import org.panderm4j.report.FinetunePage;
import org.panderm4j.report.FinetuneReport;
import org.panderm4j.report.FinetuneScores;
import org.panderm4j.report.Reliability;
import org.panderm4j.report.Skipped;
import org.panderm4j.train.EvaluationFigures;
import org.panderm4j.train.TrainingFigures;

/** From a finished run to the page that shows it. */
final class FinetunePages {
    private final FinishedRun finished;
    private final FinetuneResult result;
    private final TrainingFigures training;

    /**
     * @param training read from the run's folder
     */
    FinetunePages(FinishedRun finished, TrainingFigures training) {
        this.finished = finished;
        this.result = finished.result();
        this.training = training;
    }

    void write(Path file) throws IOException {
        FinetuneReport.write(page(), file);
    }

    FinetunePage page() {
        RunFactsInWords words = new RunFactsInWords(finished);
        FinetuneCurves curves = new FinetuneCurves(
                training, finished.training().flatMap(options -> options.steps().monitor()));
        return new FinetunePage(
                finished.table().dataSet(),
                new FusionInWords(finished.model(), result.learned()).toString(),
                result.notes(),
                words.counts(),
                finished.table().classNames(),
                validation(),
                result.test().map(this::scores),
                curves.first(),
                curves.others(),
                words.missing(),
                new UseCommands(finished.plan()).all(),
                words.facts(),
                words.options(),
                result.failures().stream()
                        .map(failure -> new Skipped(failure.input(), failure.reason()))
                        .toList());
    }

    /** Without the loss, whose curve says more. */
    private List<MetricValue> validation() {
        int rows = result.used().getOrDefault(Split.VAL, 0);
        return result.validation().entrySet().stream()
                .filter(figure -> !figure.getKey().equals(EvaluationFigures.LOSS) && Double.isFinite(figure.getValue()))
                .map(figure -> MetricValue.plain(figure.getKey(), rows, figure.getValue()))
                .toList();
    }

    private FinetuneScores scores(TestScores scores) {
        List<Case> cases =
                scores.cases().stream().map(finished.table().cases()::get).toList();
        FusionDesign design = finished.model().design();
        return new FinetuneScores(
                ProbeMetrics.of(scores.predictions()),
                scores.metrics(),
                calibration(scores),
                scores.criteria().entrySet().stream()
                        .map(one -> new FinetuneScores.Criterion(
                                one.getKey(),
                                one.getValue().predictions().classes(),
                                one.getValue().metrics()))
                        .toList(),
                new CaseSubgroups(cases, finished.bootstrap()).of(scores.predictions()),
                new CaseErrors(
                                finished.table(),
                                finished.views(),
                                design.metadata().isPresent())
                        .of(scores));
    }

    private List<Reliability> calibration(TestScores scores) {
        List<Reliability> states = new ArrayList<>();
        states.add(new Reliability("as trained", Calibration.of(scores.predictions()), untempered()));
        finished.model()
                .temperature()
                .ifPresent(value -> states.add(new Reliability(
                        "after temperature " + RunFactsInWords.number(value),
                        scores.calibrated(value),
                        "The temperature was fitted on the validation cases and divides the logits. It changes no prediction,"
                                + " only how sure it is.")));
        return states;
    }

    private String untempered() {
        if (finished.model().temperature().isPresent()) {
            return "The probabilities that the figures of this page rest on.";
        }
        if (finished.training().isEmpty()) {
            return "The fine-tuning left no temperature: there were no validation cases, or they asked for one beyond all bounds.";
        }
        return result.temperature().isEmpty()
                ? "There are no validation cases, so no temperature was fitted."
                : "The validation cases ask for a temperature beyond all bounds, as few or perfectly told cases do; none is used.";
    }
}
