package org.panderm4j.finetune;

/**
 * What is made small.
 *
 * @param balancedWeights whether classes weigh by the reciprocal of their number
 * @param labelSmoothing share of a label that is spread over all classes, from 0 to below 1
 * @param mixUp of the beta distribution that shares are drawn from; 0 for none
 * @param criteriaWeight of the further labels' losses together
 */
public record LossOptions(boolean balancedWeights, double labelSmoothing, double mixUp, double criteriaWeight) {}
