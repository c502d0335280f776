package org.panderm4j.data.multimodal;

import java.util.List;
import java.util.Map;

/** Writes what is known of a case as numbers. */
public interface MetadataVector {
    /** Names of the numbers, in order. */
    List<String> columns();

    /**
     * The numbers, one a column.
     *
     * @param fields by column of the table; a blank one is absent
     */
    float[] of(Map<String, String> fields);
}
