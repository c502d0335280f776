/**
 * Whether this machine can run the models.
 *
 * <p>In: the environment's variables, a model if one is asked about. Out: findings, each with what to do about it. None of its
 * business: repairing anything, the console.
 */
package org.panderm4j.doctor;
