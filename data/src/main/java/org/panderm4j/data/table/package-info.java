/**
 * Tables.
 *
 * <p>In: CSV files of a user. Out: headers and rows as strings, and the rows of the zero-shot and retrieval tables with
 * checked labels and resolved picture paths. None of its business: opening a picture, writing results, class lists
 * themselves.
 */
package org.panderm4j.data.table;
