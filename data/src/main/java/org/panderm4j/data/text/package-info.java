/**
 * Texts.
 *
 * <p>In: strings, vocabulary files as model repositories hold them, class lists and prompt templates. Out: rows of token
 * ids of a fixed length, prompts. None of its business: what a text tower does with the ids, where a file was downloaded
 * from, scores.
 *
 * <p>Source of the rules: open_clip's tokenizers and its zero-shot classifier, the uncased BERT tokenizer, ftfy's documentation.
 */
package org.panderm4j.data.text;
