/**
 * JMH benchmarks of what takes the time: pictures, tokens, encoder blocks, whole towers, all of the way.
 *
 * <p>In: made-up pictures, texts and weights of the real sizes. Out: numbers; {@code RESULTS.md} beside this module keeps some.
 * None of its business: whether results are right (the tests say so), anything that is shipped.
 */
package org.panderm4j.benchmarks;
