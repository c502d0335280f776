package org.panderm4j.data.multimodal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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

    /** Names of pictures that cases to train and cases to test or validate on share: what is learned of them leaks. */
    public Set<String> shared() {
        Set<Path> train = of(Split.TRAIN).stream()
                .flatMap(one -> one.pictures().stream())
                .map(picture -> picture.path().normalize())
                .collect(Collectors.toSet());
        return cases.stream()
                .filter(one -> one.split() != Split.TRAIN)
                .flatMap(one -> one.pictures().stream())
                .filter(picture -> train.contains(picture.path().normalize()))
                .map(NamedPicture::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Classes of which there are cases to test or validate on and none to train; none where nothing is to be trained. */
    public List<String> untrained() {
        Set<Integer> train = new TreeSet<>();
        Set<Integer> others = new TreeSet<>();
        cases.forEach(one -> one.label().ifPresent((one.split() == Split.TRAIN ? train : others)::add));
        if (train.isEmpty()) {
            return List.of();
        }
        others.removeAll(train);
        return others.stream().map(classNames::get).toList();
    }

    /** Classes whose names differ in blanks or case alone, in quotes: most likely one class that was written in several ways. */
    public List<String> alike() {
        Map<String, List<String>> byWord = classNames.stream()
                .collect(Collectors.groupingBy(
                        name -> name.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return byWord.values().stream()
                .filter(names -> names.size() > 1)
                .flatMap(List::stream)
                .map(name -> '"' + name + '"')
                .toList();
    }

    /** The same with notes on splits without cases, on patients and pictures in several, and on classes that are alike or in others alone. */
    CaseTable noted() {
        List<String> more = new ArrayList<>(notes);
        for (Split split : Split.values()) {
            if (of(split).isEmpty()) {
                more.add("no case of " + dataSet + " is for " + split.word());
            }
        }
        note(more, straddling(), "patients have cases in train and in val or test, so what is known of them leaks");
        note(more, shared(), "pictures stand in train and in val or test, so what is learned of them leaks");
        note(
                more,
                alike(),
                "classes differ from others in blanks or case alone, and each counts as a class of its own");
        note(more, untrained(), "classes have cases in val or test and none in train, so none is told rightly");
        return new CaseTable(dataSet, files, classNames, criteria, metadata, cases, more);
    }

    private static void note(List<String> notes, Collection<String> names, String what) {
        NamesNote.of(names, what).ifPresent(notes::add);
    }
}
