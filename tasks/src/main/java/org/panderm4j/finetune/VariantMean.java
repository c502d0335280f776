package org.panderm4j.finetune;

import java.util.ArrayList;
import java.util.List;
import org.panderm4j.nn.fusion.FusionDesign;

/** Brings the scores of several variants of the same cases together: the mean of their probabilities, output by output. */
record VariantMean(FusionDesign design) {
    /**
     * Of the same cases each time. The logits that it gives are logarithms of the mean probabilities, whose softmax is these.
     */
    CaseScorer.Scored of(List<CaseScorer.Scored> variants) {
        CaseScorer.Scored first = variants.get(0);
        if (variants.size() == 1) {
            return first;
        }
        float[][] logits = new float[first.cases().length][];
        for (int i = 0; i < logits.length; i++) {
            List<float[]> rows = new ArrayList<>();
            for (CaseScorer.Scored variant : variants) {
                rows.add(variant.logits()[i]);
            }
            logits[i] = mean(rows);
        }
        return new CaseScorer.Scored(first.cases(), logits, first.replaced());
    }

    private float[] mean(List<float[]> rows) {
        float[] means = new float[design.logits()];
        int first = 0;
        for (FusionDesign.Output output : design.outputs()) {
            double[][] probabilities =
                    LogitScores.probabilities(LogitScores.part(rows.toArray(float[][]::new), first, output.classes()));
            for (int c = 0; c < output.classes(); c++) {
                double sum = 0;
                for (double[] variant : probabilities) {
                    sum += variant[c];
                }
                means[first + c] = (float) Math.log(sum / probabilities.length);
            }
            first += output.classes();
        }
        return means;
    }
}
