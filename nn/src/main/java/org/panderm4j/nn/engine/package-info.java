/**
 * What runs a tower: a batch in, features out, the owner closes.
 *
 * <p>In: a {@link org.panderm4j.nn.tower.Tower}, its weights, batches on the heap. Out: detached arrays on the heap. None of
 * its business: files, key names, what a picture or a label is. Every engine gives the same numbers behind {@link
 * org.panderm4j.nn.engine.Encoder}.
 */
package org.panderm4j.nn.engine;
