package org.panderm4j.data.multimodal;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.data.table.Split;

/** How the fields of a data set's cases become a sentence or a vector. */
public interface MetadataForm {
    /** The sentences. */
    MetadataText text();

    /**
     * The sentences as the reference writes them of the rows of each file, with its oddities that have a clean variant, for each split that
     * has cases.
     *
     * @param cases of all splits
     */
    Map<Split, MetadataText> referenceText(List<Case> cases);

    /**
     * Chooses the columns of vectors, by the cases that are learned from: numbers with the training mean for a blank, brought to mean 0
     * and deviation 1, with a column that says so where training cases have blanks; words as a column for each that training cases
     * have, in alphabetical order. All splits then have the same columns.
     *
     * @throws IOException naming the data set when no training case has any field
     */
    MetadataVector fit(List<Case> training) throws IOException;

    /**
     * The columns as the reference chooses them, with its oddities, for each split that has cases. A number may be NaN for a blank. New
     * cases, of no split, take those of the split that is first in {@link Split}.
     *
     * @param cases of all splits
     * @throws IOException when there is no reference for this data set, or its splits get different numbers of columns, on which the
     *     reference fails
     */
    default Map<Split, MetadataVector> reference(List<Case> cases) throws IOException {
        return reference(cases, Optional.empty());
    }

    /**
     * The same for a model that was trained before, whose columns stand for those of a training split that is not there.
     *
     * @param trained columns of the training cases; empty where they are among these
     * @throws IOException as above, or when a split gets another number of columns than the model has
     */
    Map<Split, MetadataVector> reference(List<Case> cases, Optional<MetadataVector> trained) throws IOException;
}
