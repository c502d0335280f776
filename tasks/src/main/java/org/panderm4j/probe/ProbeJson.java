package org.panderm4j.probe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.panderm4j.eval.Calibration;
import org.panderm4j.eval.MetricValue;
import org.panderm4j.eval.Subgroup;
import org.panderm4j.nn.linear.Lbfgs;

/** A probe's results as {@code results.json} has them. What is not defined is null, so that no reader takes it for a number. */
final class ProbeJson {
    private final ProbeSettings settings;

    ProbeJson(ProbeSettings settings) {
        this.settings = settings;
    }

    Map<String, Object> of(ProbeResult result) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("classes", result.table().classes().names());
        all.put("features", features(result));
        all.put("n_test", result.testRows().size());
        all.put("skipped", result.failures().size());
        all.put("penalty", settings.regression().penalty().name().toLowerCase(Locale.ROOT));
        all.put("subset_seed", settings.thinning().seed());
        all.put("notes", result.notes());
        Map<String, Object> shares = new LinkedHashMap<>();
        result.shares().forEach(share -> shares.put(Double.toString(share.share()), share(share)));
        all.put("percent_data", shares);
        return all;
    }

    private static Map<String, Object> features(ProbeResult result) {
        Map<String, Object> features = new LinkedHashMap<>();
        features.put("source", result.origin().source());
        features.put("width", result.width());
        features.put("model_sha256", result.origin().model().orElse(null));
        result.origin().facts().forEach((name, value) -> {
            if (!name.equals(ColumnFeatures.ENCODER)) {
                features.put(name, value);
            }
        });
        return features;
    }

    private static Map<String, Object> share(ShareResult share) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("n_train", share.trainingRows());
        one.put("fit", fit(share));
        one.put("metrics", metrics(share.summary()));
        one.put("calibration", calibration(share.calibration()));
        share.calibrated().ifPresent(calibrated -> {
            Map<String, Object> after = calibration(calibrated);
            after.put("temperature", share.head().temperature().orElseThrow());
            one.put("calibration_after_temperature", after);
        });
        Map<String, Object> baselines = new LinkedHashMap<>();
        share.baselines().forEach(baseline -> baselines.put(baseline.name(), metrics(baseline.summary())));
        one.put("baselines", baselines);
        one.put("subgroups", subgroups(share));
        return one;
    }

    private static Map<String, Object> fit(ShareResult share) {
        Lbfgs.Result solution = share.fit().solution();
        Map<String, Object> fit = new LinkedHashMap<>();
        fit.put("c", share.fit().cost());
        fit.put("lambda", share.fit().strength());
        fit.put("iterations", solution.iterations());
        fit.put("evaluations", solution.evaluations());
        fit.put("loss_first", solution.firstValue());
        fit.put("loss_last", solution.value());
        fit.put("ending", solution.ending().name().toLowerCase(Locale.ROOT));
        fit.put("weight_norm", share.head().linear().weightNorm());
        fit.put("collapsed", share.collapsed());
        return fit;
    }

    private static Map<String, Object> metrics(List<MetricValue> summary) {
        Map<String, Object> metrics = new LinkedHashMap<>();
        for (MetricValue metric : summary) {
            Map<String, Object> value = new LinkedHashMap<>();
            value.put("value", metric.value().isPresent() ? metric.value().getAsDouble() : null);
            value.put("low", metric.interval().map(one -> one.low()).orElse(null));
            value.put("high", metric.interval().map(one -> one.high()).orElse(null));
            value.put("n", metric.rows());
            metrics.put(metric.name(), value);
        }
        return metrics;
    }

    private static Map<String, Object> calibration(Calibration calibration) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("ece", calibration.expectedError());
        one.put("brier", calibration.brier());
        return one;
    }

    private static List<Map<String, Object>> subgroups(ShareResult share) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (ShareResult.Column column : share.subgroups()) {
            for (Subgroup group : column.groups()) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("column", column.name());
                one.put("group", group.value());
                one.put("n", group.rows());
                one.put("few_rows", group.isSmall());
                one.put("metrics", metrics(group.metrics()));
                all.add(one);
            }
        }
        return all;
    }
}
