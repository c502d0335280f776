package org.panderm4j.data.multimodal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
 * @param notes one line each, to be told to the user: rows that no split names, splits without cases, and the like
 */
public record CaseTable(
        String dataSet,
        List<Path> files,
        List<String> classNames,
        List<Criterion> criteria,
        MetadataForm metadata,
        List<Case> cases,
        List<String> notes) {
    public CaseTable {
        files = List.copyOf(files);
        classNames = List.copyOf(classNames);
        criteria = List.copyOf(criteria);
        cases = List.copyOf(cases);
        notes = List.copyOf(notes);
    }

    /** The cases of one split, in order. */
    public List<Case> of(Split split) {
        return cases.stream().filter(one -> one.split() == split).toList();
    }

    /** Pictures that the table names and that are no files, in the order of the cases. */
    public List<MissingPicture> missingPictures() {
        List<MissingPicture> missing = new ArrayList<>();
        for (Case one : cases) {
            for (NamedPicture picture : one.pictures()) {
                if (!Files.isRegularFile(picture.path())) {
                    missing.add(new MissingPicture(one.table(), one.line(), picture));
                }
            }
        }
        return missing;
    }

    /** The same with other cases and one more note. */
    CaseTable with(List<Case> others, String note) {
        List<String> more = new ArrayList<>(notes);
        more.add(note);
        return new CaseTable(dataSet, files, classNames, criteria, metadata, others, more);
    }

    /** Patients with cases to train and cases to test or validate on: what is known of a patient then leaks. */
    public Set<String> straddling() {
        Set<String> train = new TreeSet<>();
        Set<String> others = new TreeSet<>();
        cases.forEach(one -> (one.split() == Split.TRAIN ? train : others).add(one.group()));
        train.retainAll(others);
        return train;
    }

    /** The same with notes on splits without cases and on patients in several splits. */
    CaseTable noted() {
        List<String> more = new ArrayList<>(notes);
        for (Split split : Split.values()) {
            if (of(split).isEmpty()) {
                more.add("no case of " + dataSet + " is for " + split.word());
            }
        }
        Set<String> both = straddling();
        if (!both.isEmpty()) {
            more.add(both.size() + " patients have cases in train and in val or test, so what is known of them leaks: "
                    + String.join(", ", both.stream().limit(5).toList()) + (both.size() > 5 ? ", ..." : ""));
        }
        return new CaseTable(dataSet, files, classNames, criteria, metadata, cases, more);
    }
}
