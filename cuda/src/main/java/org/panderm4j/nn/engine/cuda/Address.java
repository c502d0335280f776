package org.panderm4j.nn.engine.cuda;

import org.bytedeco.javacpp.Pointer;

/** A place on the card, for functions that want a pointer. */
final class Address extends Pointer {
    Address(long value) {
        super((Pointer) null);
        address = value;
    }
}
