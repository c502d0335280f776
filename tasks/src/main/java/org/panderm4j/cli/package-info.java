/**
 * The command line: one class a command, and nothing else.
 *
 * <p>In: arguments. Out: an exit status, results on standard output, progress and errors on standard error. None of its
 * business: anything that another program could not also ask of the library.
 */
package org.panderm4j.cli;
