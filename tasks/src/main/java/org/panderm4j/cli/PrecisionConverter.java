package org.panderm4j.cli;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A precision by its label, e.g. {@code bf16-math}, in any case. */
final class PrecisionConverter implements ITypeConverter<Precision> {
    @Override
    public Precision convert(String value) {
        return Arrays.stream(Precision.values())
                .filter(one -> one.label().equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(
                        () -> new TypeConversionException("expected one of " + labels() + ", found '" + value + "'"));
    }

    private static String labels() {
        return Arrays.stream(Precision.values()).map(Precision::label).collect(Collectors.joining(", "));
    }
}
