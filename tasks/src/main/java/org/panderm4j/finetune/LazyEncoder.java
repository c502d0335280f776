package org.panderm4j.finetune;

import java.util.function.Supplier;
import org.panderm4j.nn.engine.Encoder;

/** An encoder that is loaded when it is first asked for; closing closes it if it was. For one thread. */
final class LazyEncoder implements Supplier<Encoder>, AutoCloseable {
    private final Supplier<Encoder> opening;
    private Encoder encoder;

    LazyEncoder(Supplier<Encoder> opening) {
        this.opening = opening;
    }

    @Override
    public Encoder get() {
        if (encoder == null) {
            encoder = opening.get();
        }
        return encoder;
    }

    @Override
    public void close() {
        if (encoder != null) {
            encoder.close();
            encoder = null;
        }
    }
}
