/**
 * Hyper-parameter search over any task that can be tried with different options.
 *
 * <p>In: a task as {@link org.panderm4j.tune.Tunable}, a file that names the options to search and their values, how to search.
 * Out: a run folder with a row for each trial, a page, and the best configuration as a command line; a killed search goes on
 * with the same candidates. None of its business: what a trial computes, how an option is parsed.
 *
 * <p>Candidates come from Arbiter's generators; trials run on a runner of our own, {@link org.panderm4j.tune.Search} says why.
 */
package org.panderm4j.tune;
