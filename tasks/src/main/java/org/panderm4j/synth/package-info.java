/**
 * The demo world as a folder that the other commands read.
 *
 * <p>In: a drawn world, a picture size. Out: a run folder with its pictures and tables. None of its business: how lesions are
 * drawn and described ({@code data.synth}), the command line.
 */
package org.panderm4j.synth;
