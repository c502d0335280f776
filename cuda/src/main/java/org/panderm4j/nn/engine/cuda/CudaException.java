package org.panderm4j.nn.engine.cuda;

import java.util.Locale;

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

        /**
         * The card does not even hold a tower.
         *
         * @param bytes that its weights take about
         */
        static OutOfMemory ofWeights(Device device, long bytes, OutOfMemory problem) {
            OutOfMemory error = new OutOfMemory(String.format(
                    Locale.ROOT,
                    "the free memory of %s does not hold the tower's weights, about %.1f GiB (end what else runs on the card, "
                            + "use --precision bf16, or --engine onednn)",
                    device.summary(),
                    bytes / (double) (1L << 30)));
            error.initCause(problem);
            return error;
        }
    }
}
