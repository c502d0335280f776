package org.panderm4j.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * What an option says as {@code NAME=FILE}.
 *
 * @param name letters, digits, '.', '_' and '-', since files are called by it
 * @param file with that name's content
 */
record NamedFile(String name, Path file) {
    @Override
    public String toString() {
        return name + "=" + file;
    }

    /** Splits at the first '='. */
    static final class Converter implements ITypeConverter<NamedFile> {
        @Override
        public NamedFile convert(String value) {
            int equals = value.indexOf('=');
            if (equals < 1 || equals == value.length() - 1) {
                throw new TypeConversionException("expected NAME=FILE, found '" + value + "'");
            }
            String name = value.substring(0, equals);
            if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
                throw new TypeConversionException(
                        "expected a name of letters, digits, '.', '_' and '-', found '" + name + "'");
            }
            try {
                return new NamedFile(name, Path.of(value.substring(equals + 1)));
            } catch (InvalidPathException e) {
                throw new TypeConversionException("expected a file, found '" + value + "' (" + e.getReason() + ")");
            }
        }
    }
}
