package org.panderm4j.zeroshot;

import java.nio.file.Path;
import java.util.List;
import org.panderm4j.data.table.ZeroShotTable;
import org.panderm4j.data.text.LabelSet;

/**
 * A labelled data set.
 *
 * @param name as the user gave it; names its files
 * @param labels class k of the table is class k here
 * @param table pictures and class numbers
 */
public record DataSet(String name, LabelSet labels, ZeroShotTable table) {
    public DataSet {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new IllegalArgumentException(
                    "expected a data set name of letters, digits, '.', '_' and '-', found '" + name + "'");
        }
    }

    /** Pictures in the order of the table. */
    public List<Path> pictures() {
        return table.rows().stream().map(ZeroShotTable.Row::path).toList();
    }
}
