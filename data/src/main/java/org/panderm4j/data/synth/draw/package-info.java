/**
 * Pictures of lesions, pixel by pixel.
 *
 * <p>In: a lesion, a view, a size, named random streams. Out: {@code Pixels}, the same bits on every JDK and operating
 * system: only +, -, x, /, square roots and {@code StrictMath}, no fonts, no graphics library. Every layer draws from a
 * stream of its own, so that changing one attribute leaves the others where they were. None of its business: which
 * attributes a diagnosis has.
 */
package org.panderm4j.data.synth.draw;
