/**
 * Single operations of the fast engine, for measuring: the part of the engine's package that only benchmarks need.
 *
 * <p>In: operands on the heap. Out: programs of one operation, made by the compilers and builders of the engine itself; those are
 * package-private, and a benchmark of anything else would not measure the engine. So these classes stand in the engine's package,
 * but in this module, and nothing of it is shipped. None of their business: who measures, with which operands.
 */
package org.panderm4j.nn.engine.onednn;
