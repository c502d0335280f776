package org.panderm4j.data.multimodal;

import java.nio.file.Path;
import java.util.List;
import org.panderm4j.data.table.Split;

/**
 * Cases of one data set.
 *
 * @param dataSet its name
 * @param files that were read
 * @param classNames in the order of the labels
 * @param criteria further labels there are
 * @param metadata how fields become a sentence or a vector
 * @param cases in the order of the files
 */
public record CaseTable(
        String dataSet,
        List<Path> files,
        List<String> classNames,
        List<Criterion> criteria,
        MetadataForm metadata,
        List<Case> cases) {
    public CaseTable {
        files = List.copyOf(files);
        classNames = List.copyOf(classNames);
        criteria = List.copyOf(criteria);
        cases = List.copyOf(cases);
    }

    /** The cases of one split, in order. */
    public List<Case> of(Split split) {
        return cases.stream().filter(one -> one.split() == split).toList();
    }
}
