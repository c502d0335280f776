package org.panderm4j.data.multimodal;

import java.util.Map;

/** Writes what is known of a case as a sentence for a text tower. */
@FunctionalInterface
public interface MetadataText {
    /**
     * The sentence.
     *
     * @param fields by column; a blank one is absent
     */
    String of(Map<String, String> fields);
}
