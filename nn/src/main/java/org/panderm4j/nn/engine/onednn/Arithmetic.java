package org.panderm4j.nn.engine.onednn;

import org.panderm4j.nn.engine.EngineOptions.Precision;

/**
 * What numbers are stored as, and how they are multiplied. The sum of a product, the residual stream, norms, softmax, stem tables
 * and heads are float32 always.
 *
 * @param format of weights and of what goes into products inside the blocks and of patches
 * @param bf16Math whether float32 factors are rounded to bf16 by the processor as it multiplies them
 */
record Arithmetic(Format format, boolean bf16Math) {
    static Arithmetic of(Precision precision) {
        return switch (precision) {
            case AUTO, F32 -> new Arithmetic(Format.F32, false);
            case BF16 -> new Arithmetic(Format.BF16, false);
            case BF16_MATH -> new Arithmetic(Format.F32, true);
            case TF32 -> throw new IllegalArgumentException("engine 'onednn' has no precision tf32");
        };
    }

    /** The same for what must stay float32 throughout. */
    static final Arithmetic EXACT = new Arithmetic(Format.F32, false);
}
