package org.panderm4j.nn.engine.cuda;

import java.nio.ByteBuffer;

/** Memory of the host that is written piece by piece. */
@FunctionalInterface
interface Region {
    /** Some of it, in the machine's byte order. */
    ByteBuffer bytes(long offset, int count);
}
