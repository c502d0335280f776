package org.panderm4j.nn.engine.cuda;

/** The card or one of its libraries refused; the message says what was wanted and what to do. */
public class CudaException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    CudaException(String message) {
        super(message);
    }

    /** The card's memory does not hold what was asked for; less may fit. */
    static final class OutOfMemory extends CudaException {
        private static final long serialVersionUID = 1;

        OutOfMemory(String message) {
            super(message);
        }
    }
}
