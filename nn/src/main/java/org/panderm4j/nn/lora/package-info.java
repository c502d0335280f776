/**
 * Low-rank adaptation of a tower (LoRA, Hu et al. 2021): what is adapted, how adapters begin, and what they make of the weights.
 *
 * <p>In: a tower, its weights, adapters. Out: names, shapes and first values of adapters; weights with the adapters added, for
 * any engine. None of its business: how adapters are trained, files.
 */
package org.panderm4j.nn.lora;
