package org.panderm4j.data.text;

import java.util.Map;

/**
 * Everything a vocabulary file says about a WordPiece tokenizer.
 *
 * @param ids token to id
 * @param literals special tokens that are found in a text as they stand
 * @param cls id at the start of a row
 * @param sep id behind the text
 * @param pad id that fills the row
 * @param unk id of a word that cannot be spelled
 * @param prefix what continues a word
 * @param maxWordLength longer words, in code points, are unknown
 */
record WordPieceVocabulary(
        Map<String, Integer> ids,
        Map<String, Integer> literals,
        int cls,
        int sep,
        int pad,
        int unk,
        String prefix,
        int maxWordLength,
        BertNormalizer normalizer) {}
