package org.panderm4j.nn.engine.cuda;

import org.panderm4j.nn.engine.EngineOptions.Precision;

/**
 * How the blocks of a tower compute. The residual stream, norms, softmax and sums are float32 in all of them, and so are heads.
 *
 * @param format of weights and of what is multiplied with them
 * @param tf32 whether float32 factors may be rounded to TF32, 10 bits behind the point
 */
record Arithmetic(Element format, boolean tf32) {
    /** As heads compute. */
    static final Arithmetic EXACT = new Arithmetic(Element.F32, false);

    static Arithmetic of(Precision precision) {
        return switch (precision) {
            case AUTO, F32 -> EXACT;
            case TF32 -> new Arithmetic(Element.F32, true);
            case BF16 -> new Arithmetic(Element.BF16, false);
            case BF16_MATH ->
                throw new IllegalArgumentException("engine 'cuda' has no precision bf16-math (use bf16 or tf32)");
        };
    }
}
