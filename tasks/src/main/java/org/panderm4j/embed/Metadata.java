package org.panderm4j.embed;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.panderm4j.data.table.Table;
import org.panderm4j.run.CsvFile;
import org.panderm4j.run.Failure;

/** {@code metadata.csv}: what the rows of {@code embeddings.npy} are. */
public final class Metadata {
    private Metadata() {}

    /**
     * Writes a line for each input that was not skipped: row, path, and the columns of the table it came from, whose names may be the
     * same; {@link Table} reads such a header.
     *
     * @param names of the inputs, in order
     * @param table with a row for each of them, if they came from one
     */
    public static void write(Path file, List<String> names, Optional<Table> table, List<Failure> failures)
            throws IOException {
        Set<Long> skipped = failures.stream().map(Failure::index).collect(Collectors.toSet());
        try (CsvWriter csv = CsvFile.create(file)) {
            List<String> header = new ArrayList<>(Table.EMBEDDED);
            table.ifPresent(rows -> header.addAll(rows.header()));
            csv.writeRecord(header);
            int row = 0;
            for (int i = 0; i < names.size(); i++) {
                if (!skipped.contains((long) i)) {
                    List<String> fields = new ArrayList<>(List.of(Integer.toString(row++), names.get(i)));
                    if (table.isPresent()) {
                        fields.addAll(table.get().rows().get(i).fields());
                    }
                    csv.writeRecord(fields);
                }
            }
        }
    }
}
