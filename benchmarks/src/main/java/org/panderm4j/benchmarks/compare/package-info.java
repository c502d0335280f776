/**
 * Tells a regression from noise: the samples of a JMH run beside those of a recorded one.
 *
 * <p>In: a result file of JMH ({@code -rf json}) and a baseline file. Out: a table, an exit status, on request a new baseline file.
 * None of its business: running benchmarks. Statistics know no files, files no statistics; the command joins them.
 */
package org.panderm4j.benchmarks.compare;
