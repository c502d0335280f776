/**
 * NumPy's array files.
 *
 * <p>In: {@code .npy} files, little-endian, C or Fortran order. Out: flat arrays on the heap in C order with a shape, and
 * {@code .npy} files written row by row. None of its business: what the numbers mean.
 */
package org.panderm4j.data.npy;
