/**
 * The kernels that an encoder block is made of, one by one, on every engine.
 *
 * <p>In: shapes and made-up operands, the same for all engines. Out: times; a copy of the result for the tests. None of its
 * business: towers. An engine comes in by {@link org.panderm4j.benchmarks.kernels.KernelSource}; the benchmarks know only {@link
 * org.panderm4j.benchmarks.kernels.Kernels}.
 *
 * <p>b is the batch, n the tokens of a sequence, d the width, h the heads, c = d / h.
 */
package org.panderm4j.benchmarks.kernels;
