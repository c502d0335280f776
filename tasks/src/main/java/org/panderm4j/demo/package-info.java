/**
 * The tour: what a model makes of drawn lesions that it has not seen.
 *
 * <p>In: an open model, a seed. Out: zero-shot diagnosis, pictures for prompts, retrieval and similar cases of a freshly drawn
 * world, as figures and as a page. None of its business: how lesions are drawn, the network, the command line.
 */
package org.panderm4j.demo;
