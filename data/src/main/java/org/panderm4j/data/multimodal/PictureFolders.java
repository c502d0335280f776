package org.panderm4j.data.multimodal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.panderm4j.data.table.ImageSource;
import org.panderm4j.data.table.Table;
import org.panderm4j.data.table.TableRow;

/**
 * Where pictures may lie.
 *
 * @param folders that relative paths may begin in; the first in which the file is counts, else the first of all
 */
record PictureFolders(List<Path> folders) {
    PictureFolders {
        folders = List.copyOf(folders);
    }

    NamedPicture find(String name, Table table, TableRow row) throws IOException {
        for (Path folder : folders) {
            Path path = in(folder, name, table, row);
            if (Files.isRegularFile(path)) {
                return new NamedPicture(name, path);
            }
        }
        return new NamedPicture(name, in(folders.get(0), name, table, row));
    }

    private static Path in(Path folder, String name, Table table, TableRow row) throws IOException {
        return new ImageSource(Optional.empty(), Optional.of(folder)).resolve(name, table, row);
    }
}
