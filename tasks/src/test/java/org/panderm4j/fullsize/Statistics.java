package org.panderm4j.fullsize;

import java.util.List;

/**
 * What pictures are normalised with.
 *
 * @param mean of each channel, of values in [0, 1]
 * @param std standard deviation of each channel
 */
record Statistics(List<Double> mean, List<Double> std) {
    static final Statistics OPENAI =
            new Statistics(List.of(0.48145466, 0.4578275, 0.40821073), List.of(0.26862954, 0.26130258, 0.27577711));
    static final Statistics IMAGENET = new Statistics(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));
}
