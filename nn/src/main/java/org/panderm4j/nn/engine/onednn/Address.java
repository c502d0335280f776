package org.panderm4j.nn.engine.onednn;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** A number as a pointer; owns nothing. */
final class Address extends Pointer {
    Address(long value) {
        super((Pointer) null);
        address = value;
    }

    /** The {@code count} floats from here. */
    static FloatBuffer floats(long value, long count) {
        return new FloatPointer(new Address(value)).capacity(count).asBuffer();
    }
}
