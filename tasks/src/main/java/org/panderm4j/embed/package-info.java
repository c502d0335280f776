/**
 * Features of many pictures or texts, written to files.
 *
 * <p>In: an open model, pictures or texts. Out: arrays row by row, resumable, with what was skipped. None of its business: what
 * the features are used for, the command line.
 */
package org.panderm4j.embed;
