/**
 * Contrastive training of an image and a text tower, from the beginning or from a model.
 *
 * <p>In: pairs of pictures and captions, a model or an architecture, options. Out: a run folder that is a model folder too. None of
 * its business: how a step is computed ({@code nn}), what a command line looks like.
 */
package org.panderm4j.pretrain;
