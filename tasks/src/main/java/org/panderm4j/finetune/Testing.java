package org.panderm4j.finetune;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.panderm4j.data.multimodal.CaseTable;
import org.panderm4j.eval.Bootstrap;
import org.panderm4j.eval.FinetuneMetrics;
import org.panderm4j.eval.MetricValue;
import org.panderm4j.eval.Predictions;
import org.panderm4j.nn.fusion.FusionDesign;
import org.panderm4j.nn.fusion.FusionTargets;

/** From logits of cases whose classes are known to scores. */
final class Testing {
    private final CaseTable table;
    private final FusionDesign design;
    private final int[][] labels;
    private final Bootstrap bootstrap;

    /**
     * @param bootstrap of intervals; patients are drawn as a whole
     */
    Testing(CaseTable table, FusionDesign design, Bootstrap bootstrap) {
        this.bootstrap = bootstrap;
        this.table = table;
        this.design = design;
        this.labels = Labels.of(table, design);
    }

    /**
     * The scores.
     *
     * @param asked how many cases were to be scored
     * @param lossBatch cases whose losses are averaged before the averages are
     * @throws IOException when no case could be scored
     */
    TestScores of(CaseScorer.Scored scored, int asked, int lossBatch) throws IOException {
        if (scored.cases().length == 0) {
            throw new IOException(table.dataSet() + ": none of the " + asked
                    + " cases to be tested has the pictures that the model sees; --missing mean, other or zero puts"
                    + " something in their place");
        }
        int classes = design.outputs().get(0).classes();
        int[] own = Labels.some(labels[0], scored.cases());
        float[][] logits = LogitScores.part(scored.logits(), 0, classes);
        Predictions predictions = Predictions.of(own, LogitScores.probabilities(logits));
        return new TestScores(
                Arrays.stream(scored.cases()).boxed().toList(),
                predictions,
                LogitScores.wide(logits),
                LogitScores.meanLoss(own, logits, lossBatch),
                summary(predictions, scored.cases()),
                criteria(scored),
                scored.replaced(),
                asked - scored.cases().length);
    }

    private List<MetricValue> summary(Predictions predictions, int... cases) {
        return FinetuneMetrics.summary(predictions, bootstrap.byGroup(patients(cases)));
    }

    /** Numbers of the patients of cases, from 0. */
    private int[] patients(int... cases) {
        Map<String, Integer> numbers = new HashMap<>();
        return Arrays.stream(cases)
                .map(index -> numbers.computeIfAbsent(table.cases().get(index).group(), any -> numbers.size()))
                .toArray();
    }

    private Map<String, CriterionScores> criteria(CaseScorer.Scored scored) {
        Map<String, CriterionScores> all = new LinkedHashMap<>();
        int first = design.outputs().get(0).classes();
        for (int k = 1; k < design.outputs().size(); k++) {
            FusionDesign.Output output = design.outputs().get(k);
            criterion(scored, k, first).ifPresent(found -> all.put(output.name(), found));
            first += output.classes();
        }
        return all;
    }

    private Optional<CriterionScores> criterion(CaseScorer.Scored scored, int output, int first) {
        int[] own = Labels.some(labels[output], scored.cases());
        int[] known = IntStream.range(0, own.length)
                .filter(i -> own[i] != FusionTargets.UNKNOWN)
                .toArray();
        if (known.length == 0) {
            return Optional.empty();
        }
        float[][] logits =
                Arrays.stream(known).mapToObj(i -> scored.logits()[i]).toArray(float[][]::new);
        float[][] of =
                LogitScores.part(logits, first, design.outputs().get(output).classes());
        Predictions predictions = Predictions.of(Labels.some(own, known), LogitScores.probabilities(of));
        return Optional.of(new CriterionScores(predictions, summary(predictions, Labels.some(scored.cases(), known))));
    }
}
