package org.panderm4j.finetune;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What is wrong with a description of a fine-tuned model, in the words of its keys: those of classes tell a user nothing. */
final class DescriptionErrors {
    private DescriptionErrors() {}

    /** A part of one line, without the file's name. */
    static String of(JacksonException error) {
        if (!(error instanceof JsonMappingException unfit)) {
            return "expected JSON, found what is none"
                    + (error.getLocation() == null
                            ? ""
                            : " in line " + error.getLocation().getLineNr());
        }
        String key = "key '" + place(unfit) + "': ";
        if (unfit instanceof UnrecognizedPropertyException) {
            return key + "expected only keys that this version knows";
        }
        if (unfit instanceof InvalidFormatException value) {
            return key + "expected " + kind(value.getTargetType()) + ", found '" + value.getValue() + "'";
        }
        if (unfit instanceof ValueInstantiationException && unfit.getCause() instanceof IllegalArgumentException why) {
            return key + why.getMessage();
        }
        // Jackson tells these from others by their words alone.
        return key + "expected "
                + (unfit.getOriginalMessage().startsWith("Missing creator property")
                        ? "a value, found no such key"
                        : unfit.getOriginalMessage().startsWith("Null value")
                                ? "a value, found null"
                                : "a value of another kind");
    }

    private static String place(JsonMappingException unfit) {
        StringBuilder place = new StringBuilder();
        for (JsonMappingException.Reference step : unfit.getPath()) {
            if (step.getFieldName() == null) {
                place.append('[').append(step.getIndex()).append(']');
            } else {
                place.append(place.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return place.toString();
    }

    private static String kind(Class<?> target) {
        if (target.isEnum()) {
            return Arrays.stream(target.getEnumConstants())
                    .map(String::valueOf)
                    .sorted()
                    .collect(Collectors.joining(", "));
        }
        return target.isPrimitive() || Number.class.isAssignableFrom(target) ? "a number" : "a value of another kind";
    }
}
