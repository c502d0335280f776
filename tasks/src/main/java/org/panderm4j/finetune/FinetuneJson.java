package org.panderm4j.finetune;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.panderm4j.data.table.Split;
import org.panderm4j.eval.Calibration;
import org.panderm4j.eval.ConfusionMatrix;
import org.panderm4j.eval.MetricValue;
import org.panderm4j.eval.ProbeMetrics;

/** A run as {@code results.json} has it. What is not defined is null, so that no reader takes it for a number. */
final class FinetuneJson {
    private final FinishedRun finished;
    private final FinetuneResult result;

    FinetuneJson(FinishedRun finished) {
        this.finished = finished;
        this.result = finished.result();
    }

    Map<String, Object> all() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("data_set", finished.table().dataSet());
        all.put("classes", finished.table().classNames());
        all.put("model", finished.model().model());
        all.put("model_sha256", finished.model().modelDigest());
        all.put("towers", finished.model().towers());
        all.put("learned_values", learned());
        all.put("end", result.training().end().name().toLowerCase(Locale.ROOT));
        all.put("steps", result.training().step());
        all.put("epoch", result.epoch());
        all.put("cases", cases());
        all.put("validation", defined(result.validation()));
        all.put("temperature", temperature());
        all.put("missing_rule", finished.missing().word());
        all.put("test", result.test().map(this::test).orElse(null));
        all.put("skipped", result.failures().size());
        all.put("notes", result.notes());
        all.put("options", finished.plan().options());
        return all;
    }

    private Map<String, Object> learned() {
        Map<String, Object> learned = new LinkedHashMap<>();
        learned.put("fusion", result.learned().fusion());
        learned.put("towers", result.learned().towers());
        return learned;
    }

    private Map<String, Object> cases() {
        Map<String, Object> cases = new LinkedHashMap<>();
        for (Split split : Split.values()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("all", finished.table().of(split).size());
            one.put("used", result.used().getOrDefault(split, 0));
            cases.put(split.word(), one);
        }
        return cases;
    }

    /** As it was fitted, or of a model that is tested alone its value; null where there is none. */
    private Map<String, Object> temperature() {
        Map<String, Object> one = new LinkedHashMap<>();
        finished.model().temperature().ifPresent(value -> one.put("value", value));
        result.temperature().ifPresent(fitted -> {
            one.put("value", fitted.value());
            one.put("at_bound", fitted.isAtBound());
            one.put("loss_before", fitted.lossBefore());
            one.put("loss_after", fitted.lossAfter());
        });
        return one.isEmpty() ? null : one;
    }

    private Map<String, Object> test(TestScores scores) {
        Map<String, Object> test = new LinkedHashMap<>();
        test.put("n", scores.predictions().rows());
        test.put("left_out", scores.left());
        test.put("replaced", scores.replaced());
        test.put("loss", scores.loss());
        test.put("metrics", metrics(scores.metrics()));
        test.put("classes", classes(ProbeMetrics.of(scores.predictions())));
        test.put("calibration", calibration(Calibration.of(scores.predictions())));
        test.put(
                "calibration_after_temperature",
                finished.model()
                        .temperature()
                        .map(value -> calibration(scores.calibrated(value)))
                        .orElse(null));
        Map<String, Object> criteria = new LinkedHashMap<>();
        scores.criteria().forEach((name, one) -> criteria.put(name, criterion(one)));
        test.put("criteria", criteria);
        return test;
    }

    private static Map<String, Object> metrics(List<MetricValue> all) {
        Map<String, Object> metrics = new LinkedHashMap<>();
        all.forEach(metric -> metrics.put(metric.name(), metric(metric)));
        return metrics;
    }

    private static Map<String, Object> metric(MetricValue metric) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("value", metric.value().isPresent() ? metric.value().getAsDouble() : null);
        value.put("low", metric.interval().map(one -> one.low()).orElse(null));
        value.put("high", metric.interval().map(one -> one.high()).orElse(null));
        return value;
    }

    private List<Map<String, Object>> classes(ProbeMetrics metrics) {
        ConfusionMatrix matrix = metrics.confusion();
        List<Map<String, Object>> all = new ArrayList<>();
        for (int label = 0; label < matrix.classes(); label++) {
            boolean occurs = matrix.support(label) > 0;
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", finished.table().classNames().get(label));
            one.put("n", matrix.support(label));
            one.put("recall", occurs ? matrix.recall(label) : null);
            one.put("precision", matrix.precision(label));
            one.put("f1", matrix.f1(label));
            one.put("auroc", metrics.auroc(label).stream().boxed().findFirst().orElse(null));
            one.put("aupr", metrics.aupr(label).stream().boxed().findFirst().orElse(null));
            all.add(one);
        }
        return all;
    }

    private static Map<String, Object> calibration(Calibration calibration) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("ece", calibration.expectedError());
        one.put("brier", calibration.brier());
        return one;
    }

    private static Map<String, Object> criterion(CriterionScores scores) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("n", scores.predictions().rows());
        one.put("metrics", metrics(scores.metrics()));
        return one;
    }

    private static Map<String, Object> defined(Map<String, Double> values) {
        Map<String, Object> defined = new LinkedHashMap<>();
        values.forEach((name, value) -> defined.put(name, Double.isFinite(value) ? value : null));
        return defined;
    }
}
