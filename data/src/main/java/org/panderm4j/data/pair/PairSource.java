package org.panderm4j.data.pair;

/**
 * Pairs by number. A source is read once when it is made and does not change after; it holds nothing open, and any number of threads
 * may ask it.
 */
public interface PairSource {
    /** How many pairs there are, at least 1. */
    int size();

    /**
     * One pair, its picture not opened.
     *
     * @param index from 0 to below {@link #size()}
     */
    Pair at(int index);
}
