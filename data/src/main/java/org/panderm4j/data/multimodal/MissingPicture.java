package org.panderm4j.data.multimodal;

import java.nio.file.Path;

/**
 * A picture that a table names and that is not there.
 *
 * @param table the file that names it
 * @param line in the table, counted from 1
 * @param picture as it is named, and where it was looked for
 */
public record MissingPicture(Path table, long line, NamedPicture picture) {
    /** One line that names table, line and picture. */
    public String message() {
        return table + ", line " + line + ": expected the picture \"" + picture.name() + "\", found no file "
                + picture.path();
    }
}
