package org.panderm4j.data.multimodal;

import java.io.IOException;
import java.util.List;

/** How the fields of a data set's cases become a sentence or a vector. */
public interface MetadataForm {
    /** The sentences. */
    MetadataText text();

    /**
     * Chooses the columns of vectors, by the cases that are learned from.
     *
     * @throws IOException naming file, line and column when a field cannot be read
     */
    MetadataVector fit(List<Case> training) throws IOException;
}
