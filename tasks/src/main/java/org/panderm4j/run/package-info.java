/**
 * The folder a command leaves behind.
 *
 * <p>In: a folder, what is to be run with which options, result files as they come to be. Out: results that are whole or
 * absent, {@code failures.csv}, {@code run.json}, and after an interruption a run that goes on where it stopped. None of
 * its business: what the results mean.
 */
package org.panderm4j.run;
