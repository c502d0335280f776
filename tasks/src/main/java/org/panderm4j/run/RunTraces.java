package org.panderm4j.run;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a run's work leaves in its folder beside results: its plan, journals, and files that were written aside.
 *
 * @param folder of the run
 * @param existed whether the folder was there before the run
 */
record RunTraces(Path folder, boolean existed) {
    /** Whether an interruption here would lose work: a result, or a journal with a finished batch. */
    boolean holdWork() throws IOException {
        for (Path file : files()) {
            String name = file.getFileName().toString();
            boolean batches = name.endsWith(Journal.SUFFIX) && Files.size(file) > 0;
            if (batches || !name.startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    void delete() throws IOException {
        for (Path file : files()) {
            if (isTrace(file)) {
                Files.delete(file);
            }
        }
        // Last, so that a half-cleaned folder is still known as ours.
        Files.deleteIfExists(folder.resolve(RunFolder.PLAN));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> walk = Files.walk(folder.toRealPath())) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }

    private static boolean isTrace(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(".") && (name.endsWith(AsideFile.SUFFIX) || name.endsWith(Journal.SUFFIX));
    }

    /** Those below the run's own, and that one too if it was made for the run. */
    void deleteEmptyFolders() throws IOException {
        Path root = folder.toRealPath();
        List<Path> folders;
        try (Stream<Path> walk = Files.walk(root)) {
            folders = walk.filter(Files::isDirectory)
                    .filter(one -> !existed || !one.equals(root))
                    .sorted(Comparator.reverseOrder()) // what is inside comes first
                    .toList();
        }
        for (Path one : folders) {
            try {
                Files.delete(one);
            } catch (DirectoryNotEmptyException e) {
                // It holds something that is worth keeping.
            }
        }
    }
}
