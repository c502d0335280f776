package org.panderm4j.doctor;

/**
 * One thing that was looked at.
 *
 * @param status whether it will do
 * @param subject what was looked at, e.g. {@code OpenCV}
 * @param found what it is like
 * @param cure what to do; empty where all is well
 */
public record Finding(Status status, String subject, String found, String cure) {
    /** Whether it will do. */
    public enum Status {
        PASS,
        WARN,
        FAIL
    }

    static Finding pass(String subject, String found) {
        return new Finding(Status.PASS, subject, found, "");
    }

    static Finding warn(String subject, String found, String cure) {
        return new Finding(Status.WARN, subject, found, cure);
    }

    static Finding fail(String subject, String found, String cure) {
        return new Finding(Status.FAIL, subject, found, cure);
    }

    /** A failure told by what was thrown. */
    static Finding fail(String subject, Throwable thrown, String cure) {
        Throwable cause =
                thrown instanceof ExceptionInInitializerError && thrown.getCause() != null ? thrown.getCause() : thrown;
        String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        boolean sentence = message.contains(" ");
        return fail(subject, sentence ? message : cause.getClass().getSimpleName() + ": " + message, cure);
    }
}
