package org.panderm4j.nn.engine.onednn;

import java.nio.FloatBuffer;
import org.bytedeco.dnnl.dnnl_stream;

/**
 * One run of a program.
 *
 * @param part the sequences to be encoded
 * @param results what is asked for, and where it goes
 * @param stream the library's queue
 * @param bases of the scratch memory
 * @param threads for work outside the library
 */
record Call(Part part, Results results, dnnl_stream stream, Workspace.Bases bases, int threads) {
    /** The first {@code count} floats of an array. */
    FloatBuffer floats(Location location, long count) {
        return Address.floats(location.address(bases), count);
    }
}
