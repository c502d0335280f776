package org.panderm4j.embed;

import java.io.IOException;
import java.util.List;

/** Inputs of the image tower in a fixed order, prepared when they are asked for. */
public interface PreparedInputs {
    /** What a message about all of them names. */
    String origin();

    /** Number of inputs. */
    int size();

    /** Rows of each picture in pixels. */
    int height();

    /** Columns of each picture in pixels. */
    int width();

    /** Begins at input {@code index}. */
    Stream from(int index);

    /** The inputs one after the other. */
    interface Stream extends AutoCloseable {
        /** The next inputs, at most {@code count}; fewer only at the end. */
        List<Prepared> next(int count) throws IOException;

        @Override
        void close() throws IOException;
    }
}
