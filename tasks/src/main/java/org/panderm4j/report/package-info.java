/**
 * Pages that a person reads: self-contained HTML about a run.
 *
 * <p>In: plain records of results, thumbnails as encoded bytes. Out: one HTML file that loads nothing from anywhere, in
 * light and dark, on paper and on a phone. None of its business: computing metrics, reading pictures, choosing examples.
 *
 * <p>Templates lie in {@code src/main/jte} and become classes of this package; whatever they print is escaped.
 */
package org.panderm4j.report;
