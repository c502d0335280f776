package org.panderm4j.weights.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.panderm4j.weights.report.LoadReport.Finding;
import org.panderm4j.weights.report.LoadReport.HyperParameter;
import org.panderm4j.weights.report.LoadReport.TensorLine;

/** A load report as the maps and lists that a JSON writer takes; the same content as the page. */
public final class ReportJson {
    private ReportJson() {}

    /**
     * The report by field names in snake case.
     *
     * @param allowUnexpected whether tensors that no rule knows may be left unread; decides {@code loadable}
     */
    public static Map<String, Object> of(LoadReport report, boolean allowUnexpected) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", report.file());
        json.put("format", report.format());
        json.put("family", report.family());
        json.put("loadable", report.loadable(allowUnexpected));
        json.put(
                "hyper_parameters",
                report.hyperParameters().stream().map(ReportJson::size).toList());
        json.put("missing", findings(report.missing()));
        json.put("misshaped", findings(report.misshaped()));
        json.put("unexpected", report.unexpected());
        json.put("warnings", report.warnings());
        json.put("beside", report.beside());
        json.put("tensors", report.tensors().stream().map(ReportJson::tensor).toList());
        return json;
    }

    private static Map<String, Object> size(HyperParameter one) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", one.name());
        json.put("value", one.value());
        json.put("source", one.source());
        return json;
    }

    private static List<Map<String, Object>> findings(List<Finding> findings) {
        return findings.stream().map(ReportJson::finding).toList();
    }

    private static Map<String, Object> finding(Finding one) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("key", one.key());
        json.put("expected", one.expected());
        json.put("found", one.found());
        return json;
    }

    private static Map<String, Object> tensor(TensorLine one) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("key", one.key());
        json.put("dtype", one.type());
        json.put("shape", one.shape());
        json.put("use", one.use().name().toLowerCase(Locale.ROOT));
        json.put("role", one.role());
        return json;
    }
}
