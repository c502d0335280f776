package org.panderm4j.nn.clip;

import org.panderm4j.nn.train.Workers;

/** Every combination decided on its own: {@code -(1/b) sum log sigmoid(y * logit)}, y = 1 on the diagonal, else -1 (SigLIP, Zhai et al. 2023). */
public final class SiglipLoss implements ContrastiveLoss {
    private final Workers workers;

    public SiglipLoss(Workers workers) {
        this.workers = workers;
    }

    @Override
    public PairGradients of(double[][] images, double[][] texts, double scale, double bias) {
        PairLogits pairs = new PairLogits(images, texts, scale, bias, workers);
        double share = 1.0 / pairs.pairs();
        return pairs.gradients((image, logits) -> {
            double loss = 0;
            for (int j = 0; j < logits.length; j++) {
                double wrong = j == image ? -logits[j] : logits[j];
                // exp of a negative number alone, whichever side of the decision the logit is on.
                double small = Math.exp(-Math.abs(wrong));
                loss += Math.max(wrong, 0) + Math.log1p(small);
                double slope = share * (wrong > 0 ? 1 : small) / (1 + small);
                logits[j] = j == image ? -slope : slope;
            }
            return share * loss;
        });
    }
}
