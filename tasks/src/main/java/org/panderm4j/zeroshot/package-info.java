/**
 * Zero-shot diagnosis of labelled data sets.
 *
 * <p>In: an open model, tables of pictures with class numbers, class lists, prompt templates. Out: predictions, metrics with
 * intervals, a page. None of its business: the network, the command line.
 */
package org.panderm4j.zeroshot;
