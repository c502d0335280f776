/**
 * Multimodal fine-tuning: a fusion network, and as much of the towers below it as is asked for, learns to tell classes of cases apart.
 *
 * <p>In: cases, a model, options. Out: a run folder with the fine-tuned model, predictions of the test cases, metrics, a page; and
 * predictions for new cases. None of its business: reading tables, the arithmetic of networks and metrics, the command line.
 */
package org.panderm4j.finetune;
