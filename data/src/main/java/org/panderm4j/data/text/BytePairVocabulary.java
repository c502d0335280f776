package org.panderm4j.data.text;

import java.util.Map;

/**
 * Everything a vocabulary file says about a byte-pair tokenizer.
 *
 * @param specials ids of the special tokens that a text may spell out; all begin with {@code <}
 * @param start id at the start of a row
 * @param end id behind the text
 * @param size one more than the largest id
 */
record BytePairVocabulary(
        ByteIds bytes, MergeTable merges, Map<String, Integer> specials, int start, int end, int size) {}
