package org.panderm4j.finetune;

import org.panderm4j.nn.lora.Lora;

/**
 * How towers are trained.
 *
 * @param clinical how much of the tower of clinical photographs
 * @param dermoscopic how much of the tower of dermoscopic pictures
 * @param text how much of the text tower
 * @param lora of towers that are trained so
 * @param recompute whether activations are computed a second time instead of being kept
 * @param depthDropout probability that a sequence passes by the last block of an image tower, rising from 0 in the first
 * @param textDropout probability that a value or a share of attention of the text tower is dropped
 */
public record TowerOptions(
        TowerMode clinical,
        TowerMode dermoscopic,
        TowerMode text,
        Lora lora,
        boolean recompute,
        double depthDropout,
        double textDropout) {
    /** Of the tower of one view. */
    public TowerMode of(View view) {
        return view == View.CLINICAL ? clinical : dermoscopic;
    }
}
