package org.panderm4j.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a folder holds before a run begins.
 *
 * @param names what lies in it, in name order, our own lock and half-written plan left out
 */
record RunState(Kind kind, List<String> names) {
    enum Kind {
        /** No file, or a plan alone: nothing would be lost. */
        EMPTY,
        INTERRUPTED,
        FINISHED,
        /** Files that no run of ours left. */
        FOREIGN
    }

    static RunState of(Path folder) throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            List<String> names = list.map(file -> file.getFileName().toString())
                    .filter(Predicate.not(RunLock.NAME::equals))
                    .filter(Predicate.not(("." + RunFolder.PLAN + AsideFile.SUFFIX)::equals))
                    .sorted()
                    .toList();
            return new RunState(kind(folder, names), names);
        }
    }

    private static Kind kind(Path folder, List<String> names) {
        if (names.isEmpty() || names.equals(List.of(RunFolder.PLAN))) {
            return Kind.EMPTY;
        }
        if (names.contains(RunFolder.RECORD)) {
            return isRunRecord(folder.resolve(RunFolder.RECORD)) ? Kind.FINISHED : Kind.FOREIGN;
        }
        return names.contains(RunFolder.PLAN) ? Kind.INTERRUPTED : Kind.FOREIGN;
    }

    private static boolean isRunRecord(Path file) {
        try {
            RunRecord.readPlan(file);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
