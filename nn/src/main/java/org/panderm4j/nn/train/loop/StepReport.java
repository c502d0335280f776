package org.panderm4j.nn.train.loop;

/**
 * A finished step.
 *
 * @param step steps done, with this one, from 1
 * @param steps of the whole run
 * @param result losses
 * @param rate learning rate, before the groups' factors
 * @param gradientNorm of all gradients together, before clipping
 */
public record StepReport(long step, long steps, StepResult result, double rate, double gradientNorm) {}
