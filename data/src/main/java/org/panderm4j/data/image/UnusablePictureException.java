package org.panderm4j.data.image;

import java.io.IOException;

/**
 * A picture that is not there or is none that can be opened: the file's fault, and the same again however often it is tried. Any other
 * {@link IOException} is one of the moment, such as a network folder that does not answer.
 */
public final class UnusablePictureException extends IOException {
    private static final long serialVersionUID = 1L;

    /** One line: the file, what was found, what to do. */
    public UnusablePictureException(String message) {
        super(message);
    }

    /** Likewise, of what went wrong first. */
    public UnusablePictureException(String message, Throwable cause) {
        super(message, cause);
    }
}
