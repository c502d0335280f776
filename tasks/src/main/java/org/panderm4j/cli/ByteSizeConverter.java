package org.panderm4j.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An amount of memory such as {@code 512m}, {@code 6g}, {@code 6GiB} or a number of bytes; a unit is 1024 of the one before. */
final class ByteSizeConverter implements ITypeConverter<Long> {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,6})?)([kmgt]?)(?:i?b)?");

    @Override
    public Long convert(String value) {
        Matcher size = SIZE.matcher(value.toLowerCase(Locale.ROOT));
        double bytes = 0;
        if (size.matches()) {
            int unit = size.group(2).isEmpty() ? 0 : 1 + "kmgt".indexOf(size.group(2));
            bytes = Double.parseDouble(size.group(1)) * Math.pow(1024, unit);
        }
        if (bytes < 1 || bytes > Long.MAX_VALUE / 2.0) {
            throw new TypeConversionException("expected an amount of memory such as 512m or 6g, found '" + value + "'");
        }
        return (long) bytes;
    }
}
