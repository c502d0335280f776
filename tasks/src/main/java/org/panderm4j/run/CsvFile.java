package org.panderm4j.run;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Tables that commands leave: UTF-8, lines that end alike on every system. */
public final class CsvFile {
    private CsvFile() {}

    /** Begins one; the caller closes it. */
    public static CsvWriter create(Path file) throws IOException {
        return CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(file, StandardCharsets.UTF_8);
    }
}
