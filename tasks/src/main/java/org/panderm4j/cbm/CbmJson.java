package org.panderm4j.cbm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.panderm4j.eval.MetricValue;
import org.panderm4j.eval.Spread;
import org.panderm4j.nn.linear.L1Sgd;

/** Results as {@code results.json} has them. What is not defined is null. */
final class CbmJson {
    private final CbmSettings settings;

    CbmJson(CbmSettings settings) {
        this.settings = settings;
    }

    static Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    /** What every classifier's results begin with. */
    static Map<String, Object> head(String kind, BinaryLabels labels, L1Sgd solver) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("kind", kind);
        all.put(CbmFolder.LABEL_COLUMN, labels.column());
        all.put(CbmFolder.POSITIVE, labels.positive());
        all.put("classes", labels.names());
        Map<String, Object> fit = new LinkedHashMap<>();
        fit.put("alpha", solver.alpha());
        fit.put("max_epochs", solver.maxEpochs());
        fit.put("tolerance", solver.tolerance());
        fit.put("patience", solver.patience());
        all.put("solver", fit);
        return all;
    }

    static Map<String, Object> held(CbmResult.Held held) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("rows", held.rows());
        one.put("features", held.width());
        one.put("nonzero", held.nonZeros());
        one.put("mebibytes_in_memory", held.mebibytes());
        return one;
    }

    Map<String, Object> of(CbmResult result) {
        Map<String, Object> all = head("splits", result.inputs().labels(), settings.solver());
        all.put("splits", settings.splits());
        all.put("test_share", settings.split().testShare());
        all.put("seed", settings.seed());
        all.put("n", result.held().rows());
        all.put("n_positive", result.inputs().labels().count(1));
        all.put("source", result.inputs().name());
        all.put("activations", held(result.held()));
        all.put("notes", result.notes());
        all.put("study", study(result.study()));
        result.baseline().ifPresent(baseline -> all.put("baseline", study(baseline)));
        if (result.inputs().groupColumn().isPresent()) {
            Map<String, Object> groups = new LinkedHashMap<>();
            result.study().groups().forEach(group -> groups.put(group.value(), spreads(group.spreads())));
            all.put("groups", groups);
        }
        return all;
    }

    private static Map<String, Object> study(SplitStudy study) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("metrics", spreads(study.spreads()));
        one.put("intercept", study.mean().intercept());
        one.put("neurons_with_weight", study.mean().live());
        one.put(
                "neurons_with_weight_per_split",
                study.fits().stream()
                        .mapToInt(fit -> fit.fit().classifier().live())
                        .average()
                        .orElse(0));
        one.put("splits_not_converged", study.unconverged());
        return one;
    }

    private static Map<String, Object> spreads(List<Spread> spreads) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (Spread spread : spreads) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("value", orNull(spread.mean()));
            one.put("sd", orNull(spread.deviation()));
            one.put("low", spread.interval().map(between -> between.low()).orElse(null));
            one.put("high", spread.interval().map(between -> between.high()).orElse(null));
            one.put("splits", spread.splits());
            all.put(spread.name(), one);
        }
        return all;
    }

    /** Of metrics with bootstrap intervals. */
    static Map<String, Object> metrics(List<MetricValue> metrics) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (MetricValue metric : metrics) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("value", orNull(metric.value()));
            one.put("low", metric.interval().map(between -> between.low()).orElse(null));
            one.put("high", metric.interval().map(between -> between.high()).orElse(null));
            one.put("n", metric.rows());
            all.put(metric.name(), one);
        }
        return all;
    }
}
