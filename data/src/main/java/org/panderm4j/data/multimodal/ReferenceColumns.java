package org.panderm4j.data.multimodal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.data.table.Split;

/** How the reference chooses the columns of vectors. */
@FunctionalInterface
interface ReferenceColumns {
    /**
     * The columns of each split that has cases.
     *
     * @param trained those of training cases that may be elsewhere
     */
    Map<Split, MetadataVector> of(List<Case> cases, Optional<MetadataVector> trained) throws IOException;

    /** The same for every split, whatever is in it: Derm7pt. */
    static ReferenceColumns same(MetadataVector vector) {
        return (cases, trained) -> {
            Map<Split, MetadataVector> all = new EnumMap<>(Split.class);
            cases.forEach(one -> all.put(one.split(), vector));
            requireWidth(all, trained);
            return all;
        };
    }

    /** Each split by itself, and not aligned: MILK-11. */
    static ReferenceColumns apart(List<String> columns) {
        return (cases, trained) -> {
            Map<Split, MetadataVector> all = bySplit(columns, cases, false);
            requireWidth(all, trained.or(() -> all.values().stream().findFirst()));
            return all;
        };
    }

    private static void requireWidth(Map<Split, MetadataVector> all, Optional<MetadataVector> expected)
            throws IOException {
        for (Map.Entry<Split, MetadataVector> one : all.entrySet()) {
            int found = one.getValue().layout().size();
            int width = expected.map(vector -> vector.layout().size()).orElse(found);
            if (found != width) {
                throw new IOException("metadata of the reference: expected " + width
                        + " columns in every split, found " + found + " in "
                        + one.getKey().word() + ": "
                        + String.join(", ", one.getValue().columns())
                        + "; the reference fails on that, without --match-reference columns are aligned");
            }
        }
    }

    /** The first split decides; of later ones those columns count that have the same name: PAD-UFES-20. */
    static ReferenceColumns byFirst(List<String> columns) {
        return (cases, trained) -> {
            Map<Split, MetadataVector> all = bySplit(columns, cases, true);
            trained.or(() -> all.values().stream().findFirst())
                    .ifPresent(first -> all.replaceAll((split, own) -> PandasColumns.reindexed(own, first)));
            return all;
        };
    }

    private static Map<Split, MetadataVector> bySplit(List<String> columns, List<Case> cases, boolean blanksAreZero) {
        Map<Split, MetadataVector> all = new EnumMap<>(Split.class);
        rows(cases).forEach((split, rows) -> all.put(split, PandasColumns.of(columns, rows, blanksAreZero)));
        return all;
    }

    /** Fields of the cases of each split that has some, as the reference reads them: a file a split. */
    static Map<Split, List<Map<String, String>>> rows(List<Case> cases) {
        Map<Split, List<Map<String, String>>> rows = new EnumMap<>(Split.class);
        for (Case one : cases) {
            rows.computeIfAbsent(one.split(), split -> new ArrayList<>()).add(one.metadata());
        }
        return rows;
    }

    /** Of a data set that the reference does not know. */
    static ReferenceColumns none(String dataSet) {
        return (cases, trained) -> {
            throw new IOException("expected one of the reference's data sets (" + String.join(", ", DataSets.NAMES)
                    + ") for metadata as the reference has it, found " + dataSet + "; leave out --match-reference");
        };
    }
}
