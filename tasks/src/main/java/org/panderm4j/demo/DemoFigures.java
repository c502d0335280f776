package org.panderm4j.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panderm4j.eval.MetricValue;
import org.panderm4j.eval.Ranks;
import org.panderm4j.eval.RetrievalMetrics;

/** A tour's figures as JSON has them. */
public final class DemoFigures {
    private DemoFigures() {}

    /** {@code zero_shot.top1}, {@code zero_shot.n}, {@code retrieval.recall_at_5}, {@code retrieval.n} and more. */
    public static Map<String, Object> of(DemoResult result) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("zero_shot", zeroShot(result));
        all.put("retrieval", retrieval(result));
        all.put("prompts", result.answers().stream().map(DemoFigures::answer).toList());
        Map<String, Object> similar = new LinkedHashMap<>();
        similar.put(
                "same_diagnosis_at_" + SimilarCases.NEAREST, result.similar().sameDiagnosis());
        similar.put("n", result.cases().size());
        all.put("similar_cases", similar);
        return all;
    }

    private static Map<String, Object> zeroShot(DemoResult result) {
        Map<String, Object> figures =
                figure("top1", result.accuracy(), result.cases().size());
        figures.put("classes", result.classes());
        Map<String, Object> recalls = new LinkedHashMap<>();
        for (int c = 0; c < result.classes().size(); c++) {
            recalls.put(
                    result.classes().get(c), result.classification().confusion().recall(c));
        }
        figures.put("recall_by_class", recalls);
        return figures;
    }

    private static Map<String, Object> retrieval(DemoResult result) {
        Map<String, Object> figures = figure(
                "recall_at_" + DemoResult.AMONG, result.recall(), result.cases().size());
        figures.put("image_to_text", ranks(result.retrieval().imageToText()));
        figures.put("text_to_image", ranks(result.retrieval().textToImage()));
        return figures;
    }

    private static Map<String, Object> figure(String name, MetricValue metric, int rows) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put(name, metric.value().orElseThrow());
        figures.put("n", rows);
        metric.interval().ifPresent(one -> figures.put("interval_95", List.of(one.low(), one.high())));
        return figures;
    }

    private static Map<String, Object> ranks(Ranks ranks) {
        Map<String, Object> figures = new LinkedHashMap<>();
        for (int k : RetrievalMetrics.RECALLS) {
            figures.put("recall_at_" + k, ranks.recallAt(k));
        }
        figures.put("median_rank", ranks.medianRank());
        return figures;
    }

    private static Map<String, Object> answer(Answer answer) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("prompt", answer.question().prompt());
        figures.put("attribute", answer.question().attribute());
        figures.put("fitting_of_best", answer.fitting());
        figures.put("best", answer.best().size());
        figures.put("share_of_all", answer.share());
        return figures;
    }
}
