package org.panderm4j.data.multimodal;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.panderm4j.data.table.Split;

/** How the reference chooses the columns of vectors. */
@FunctionalInterface
interface ReferenceColumns {
    Map<Split, MetadataVector> of(List<Case> cases) throws IOException;

    /** The same for every split, whatever is in it: Derm7pt. */
    static ReferenceColumns same(MetadataVector vector) {
        return cases -> {
            Map<Split, MetadataVector> all = new EnumMap<>(Split.class);
            cases.forEach(one -> all.put(one.split(), vector));
            return all;
        };
    }

    /** Each split by itself, and not aligned: MILK-11. */
    static ReferenceColumns apart(List<String> columns) {
        return cases -> {
            Map<Split, MetadataVector> all = bySplit(columns, cases, false);
            int width = -1;
            for (Map.Entry<Split, MetadataVector> one : all.entrySet()) {
                int found = one.getValue().layout().size();
                if (width >= 0 && found != width) {
                    throw new IOException("metadata of the reference: expected " + width
                            + " columns in every split, found " + found + " in "
                            + one.getKey().word() + ": "
                            + String.join(", ", one.getValue().columns())
                            + "; the reference fails on that, without --match-reference columns are aligned");
                }
                width = found;
            }
            return all;
        };
    }

    /** The first split decides; of later ones those columns count that have the same name: PAD-UFES-20. */
    static ReferenceColumns byFirst(List<String> columns) {
        return cases -> {
            Map<Split, MetadataVector> all = bySplit(columns, cases, true);
            if (!all.isEmpty()) {
                MetadataVector first = all.values().iterator().next();
                all.replaceAll((split, own) -> PandasColumns.reindexed(own, first));
            }
            return all;
        };
    }

    private static Map<Split, MetadataVector> bySplit(List<String> columns, List<Case> cases, boolean blanksAreZero) {
        Map<Split, MetadataVector> all = new EnumMap<>(Split.class);
        for (Split split : Split.values()) {
            List<Map<String, String>> rows = cases.stream()
                    .filter(one -> one.split() == split)
                    .map(Case::metadata)
                    .toList();
            if (!rows.isEmpty()) {
                all.put(split, PandasColumns.of(columns, rows, blanksAreZero));
            }
        }
        return all;
    }

    /** Of a data set that the reference does not know. */
    static ReferenceColumns none(String dataSet) {
        return cases -> {
            throw new IOException("expected one of the reference's data sets (" + String.join(", ", DataSets.NAMES)
                    + ") for metadata as the reference has it, found " + dataSet + "; leave out --match-reference");
        };
    }
}
