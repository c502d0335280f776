package org.panderm4j.finetune;

/**
 * How a model is fine-tuned.
 *
 * @param fusion what is fused
 * @param towers how much of the towers is trained
 * @param steps how parameters are moved
 * @param loss what is made small
 * @param versions of each training picture's frozen features that are changed at random; 0 for the plain picture alone
 * @param augmented whether pictures of towers that are trained are changed at random
 * @param missing what takes the place of a picture that a test case has not
 * @param reference whether the reference's oddities are kept that have a clean variant: columns of vectors
 * @param featureBatch pictures of one pass where nothing is learned
 * @param resamples of the bootstrap
 * @param snapshotEvery steps from one snapshot to the next; 0 for one an epoch
 * @param logEvery steps from one line of figures to the next
 * @param seed of everything random
 * @param threads of the networks, 0 for the libraries' own choice
 * @param workers threads of everything else
 */
public record FinetuneOptions(
        FusionOptions fusion,
        TowerOptions towers,
        StepOptions steps,
        LossOptions loss,
        int versions,
        boolean augmented,
        MissingRule missing,
        boolean reference,
        int featureBatch,
        int resamples,
        long snapshotEvery,
        long logEvery,
        long seed,
        int threads,
        int workers) {}
