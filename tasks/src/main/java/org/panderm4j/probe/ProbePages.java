package org.panderm4j.probe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.panderm4j.data.table.Split;
import org.panderm4j.eval.Predictions;
import org.panderm4j.report.ProbePage;
import org.panderm4j.report.ProbeReport;
import org.panderm4j.report.ProbeShare;
import org.panderm4j.report.Reliability;
import org.panderm4j.report.ShortNumber;
import org.panderm4j.report.Skipped;
import org.panderm4j.report.SubgroupTable;
import org.panderm4j.run.RunPlan;

/** From results to the page that shows them. */
final class ProbePages {
    private static final int ERRORS = 15;

    private final ProbeSettings settings;
    private final RunPlan plan;

    ProbePages(ProbeSettings settings, RunPlan plan) {
        this.settings = settings;
        this.plan = plan;
    }

    void write(ProbeResult result, Path file) throws IOException {
        ProbeReport.write(page(result), file);
    }

    ProbePage page(ProbeResult result) {
        ShareResult last = result.last();
        PageFacts facts = new PageFacts(settings, plan, result);
        return new ProbePage(
                result.table().table().file().getFileName().toString(),
                facts.lead(),
                result.notes(),
                result.table().classes().names(),
                result.shares().stream().map(share -> share(share, facts)).toList(),
                last.metrics(),
                calibration(result),
                last.subgroups().stream()
                        .map(column -> new SubgroupTable(column.name(), column.groups()))
                        .toList(),
                errors(result),
                facts.all(),
                facts.commands(),
                result.failures().stream()
                        .map(failure -> new Skipped(failure.input(), failure.reason()))
                        .toList());
    }

    private ProbeShare share(ShareResult share, PageFacts facts) {
        return new ProbeShare(
                share.share(),
                ProbeFiles.percent(share.share()),
                share.trainingRows(),
                share.summary(),
                share.baselines().stream()
                        .map(baseline -> new ProbeShare.Rival(baseline.name(), baseline.summary()))
                        .toList(),
                settings.sweep()
                        .map(sweep -> new ProbeShare.Sweep(
                                sweep.metric(),
                                share.sweep().stream()
                                        .map(point -> new ProbeShare.Trial(point.cost(), point.value(), point.chosen()))
                                        .toList())),
                facts.fit(share));
    }

    private static List<Reliability> calibration(ProbeResult result) {
        ShareResult last = result.last();
        List<Reliability> states = new ArrayList<>();
        states.add(new Reliability("as fitted", last.calibration(), untempered(result)));
        last.calibrated()
                .ifPresent(calibrated -> states.add(new Reliability(
                        "after temperature "
                                + ShortNumber.of(last.head().temperature().orElseThrow()),
                        calibrated,
                        "The temperature was fitted on the validation rows and divides the logits. It changes no prediction, only"
                                + " how sure it is.")));
        return states;
    }

    private static String untempered(ProbeResult result) {
        if (result.last().calibrated().isPresent()) {
            return "The probabilities that the figures of this page rest on.";
        }
        return result.table().of(Split.VAL).isEmpty()
                ? "There are no validation rows, so no temperature was fitted."
                : "The validation rows ask for a temperature beyond all bounds, as few or perfectly told rows do; none is used.";
    }

    private static List<ProbePage.ConfidentError> errors(ProbeResult result) {
        Predictions predictions = result.last().metrics().predictions();
        List<String> classes = result.table().classes().names();
        return Arrays.stream(predictions.mostConfidentErrors(ERRORS))
                .mapToObj(row -> new ProbePage.ConfidentError(
                        result.testRows().get(row).image(),
                        classes.get(predictions.label(row)),
                        classes.get(predictions.predicted(row)),
                        predictions.confidence(row),
                        predictions.probability(row, predictions.label(row))))
                .toList();
    }
}
