/**
 * Pillow's antialiased resize, byte for byte.
 *
 * <p>In: interleaved 8-bit samples (or 32-bit ones of mode I), the wanted size, the part of it that will be looked at. Out:
 * that part. The 8-bit path is integers only, horizontal pass first, each pass rounded to bytes; both add up whole lines, in loops of
 * which the compiler makes vector code. None of its business:
 * files, colour modes, which size a model wants. Source of the arithmetic: what Pillow 9.4 does, which the golden pictures hold.
 */
package org.panderm4j.data.resample;
