package org.panderm4j.data.multimodal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Columns of vectors as pandas makes them of a file when it reads it and turns texts into columns of 0 and 1: numbers first, in table order,
 * then a column for each text, in alphabetical order.
 *
 * <p>What a column is, its values in that file decide: numbers; yes and no, which stay one column where none is blank; else texts. Where
 * blanks are filled with 0, that 0 and a no are one value to pandas, which calls it by whichever comes first in the file.
 */
final class PandasColumns {
    private static final List<String> YES = List.of("True", "TRUE", "true");
    private static final List<String> NO = List.of("False", "FALSE", "false");

    private final boolean blanksAreZero;
    private final List<VectorColumn> numbers = new ArrayList<>();
    private final List<VectorColumn> categories = new ArrayList<>();

    private PandasColumns(boolean blanksAreZero) {
        this.blanksAreZero = blanksAreZero;
    }

    /**
     * The columns of one file.
     *
     * @param columns of the table, in order
     * @param rows fields of all rows; a blank one is absent
     * @param blanksAreZero whether blanks are filled with 0; else a blank number stays NaN, and a blank text is 0 in all its columns
     */
    static MetadataVector of(List<String> columns, List<Map<String, String>> rows, boolean blanksAreZero) {
        PandasColumns made = new PandasColumns(blanksAreZero);
        for (String column : columns) {
            made.add(column, rows.stream().map(row -> row.get(column)).toList());
        }
        made.numbers.addAll(made.categories);
        return new MetadataVector(made.numbers);
    }

    /** @param values may hold nulls */
    private void add(String column, List<String> values) {
        Set<String> texts = different(values);
        boolean hasBlanks = values.contains(null);
        if (areNumbers(texts)) {
            numbers.add(VectorColumn.number(column, column, 0, 1, blanksAreZero ? 0 : Double.NaN));
        } else if (areYesAndNo(texts)) {
            if (hasBlanks) {
                addYesAndNo(column, values, texts);
            } else {
                numbers.add(VectorColumn.category(column, column, YES, 0));
            }
        } else {
            if (blanksAreZero && hasBlanks) {
                categories.add(VectorColumn.category(column + "_0", column, List.of(), 1));
            }
            texts.forEach(text -> categories.add(VectorColumn.category(column + "_" + text, column, List.of(text), 0)));
        }
    }

    private void addYesAndNo(String column, List<String> values, Set<String> texts) {
        boolean hasNo = NO.stream().anyMatch(texts::contains);
        if (blanksAreZero || hasNo) {
            int firstNo = first(values, NO);
            boolean isBlankFirst = blanksAreZero && values.indexOf(null) < firstNo;
            String name = column + (isBlankFirst ? "_0" : "_False");
            categories.add(VectorColumn.category(name, column, NO, blanksAreZero ? 1 : 0));
        }
        if (YES.stream().anyMatch(texts::contains)) {
            categories.add(VectorColumn.category(column + "_True", column, YES, 0));
        }
    }

    /**
     * Whether a column of a file is one of texts, of which each is true to Python, {@code False} and {@code 0} too.
     *
     * @param values may hold nulls
     */
    static boolean isText(List<String> values) {
        Set<String> texts = different(values);
        return !areNumbers(texts) && !areYesAndNo(texts);
    }

    private static Set<String> different(List<String> values) {
        return new TreeSet<>(values.stream().filter(Objects::nonNull).toList());
    }

    private static boolean areNumbers(Set<String> texts) {
        return texts.stream().allMatch(PandasColumns::isNumber);
    }

    private static boolean areYesAndNo(Set<String> texts) {
        return texts.stream().allMatch(text -> YES.contains(text) || NO.contains(text));
    }

    private static int first(List<String> values, List<String> wanted) {
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) != null && wanted.contains(values.get(i))) {
                return i;
            }
        }
        return Integer.MAX_VALUE;
    }

    private static boolean isNumber(String text) {
        try {
            Double.parseDouble(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** The columns of another file under the names of a first one's: those that only the first has are 0. */
    static MetadataVector reindexed(MetadataVector own, MetadataVector first) {
        List<VectorColumn> layout = new ArrayList<>();
        for (VectorColumn wanted : first.layout()) {
            layout.add(own.layout().stream()
                    .filter(one -> one.name().equals(wanted.name()))
                    .findFirst()
                    .orElse(VectorColumn.category(wanted.name(), wanted.source(), List.of(), 0)));
        }
        return new MetadataVector(layout);
    }
}
