package org.panderm4j.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Collectors;

/** What a user is told of an error: one line. */
final class ErrorLine {
    private ErrorLine() {}

    static String of(Throwable error) {
        if (error instanceof OutOfMemoryError) {
            return "not enough memory (" + oneLine(error.getMessage())
                    + "); use a smaller --batch-size (or --expansion, of an autoencoder), or give the Java heap more by"
                    + " PANDERM_JAVA_OPTS=-Xmx...";
        }
        if (error instanceof LinkageError) {
            return "a native library does not work here (" + oneLine(String.valueOf(error.getMessage()))
                    + "); 'panderm doctor' says what to do";
        }
        if (error instanceof UncheckedIOException wrapped) {
            return of(wrapped.getCause());
        }
        if (error instanceof FileSystemException file) {
            return ofFile(file);
        }
        String message = oneLine(error.getMessage());
        boolean told = error instanceof IOException
                || error instanceof IllegalArgumentException
                || error instanceof IllegalStateException;
        if (told && !message.isEmpty()) {
            return message;
        }
        return "unexpected " + error.getClass().getSimpleName() + (message.isEmpty() ? "" : ": " + message)
                + " (run again with --verbose for details)";
    }

    /** The JDK's file exceptions carry only the name; ours carry a sentence. */
    private static String ofFile(FileSystemException error) {
        String message = oneLine(error.getMessage());
        boolean bare = error.getReason() == null && message.equals(error.getFile()) && !message.contains(" ");
        if (error instanceof NoSuchFileException) {
            return bare ? message + ": no such file or folder" : message;
        }
        if (error instanceof AccessDeniedException) {
            return bare ? message + ": permission denied" : message;
        }
        return bare ? message + ": cannot be used (" + error.getClass().getSimpleName() + ")" : message;
    }

    private static String oneLine(String message) {
        return message == null ? "" : message.lines().map(String::strip).collect(Collectors.joining(" "));
    }
}
