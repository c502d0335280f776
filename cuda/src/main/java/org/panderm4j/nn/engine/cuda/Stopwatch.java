package org.panderm4j.nn.engine.cuda;

import static org.bytedeco.cuda.global.cudart.CU_EVENT_DEFAULT;
import static org.bytedeco.cuda.global.cudart.cuEventCreate;
import static org.bytedeco.cuda.global.cudart.cuEventDestroy;
import static org.bytedeco.cuda.global.cudart.cuEventElapsedTime;
import static org.bytedeco.cuda.global.cudart.cuEventRecord;
import static org.bytedeco.cuda.global.cudart.cuEventSynchronize;

import org.bytedeco.cuda.cudart.CUevent_st;
import org.bytedeco.cuda.cudart.CUstream_st;

/** Time on the card. */
final class Stopwatch {
    private final CUstream_st stream;

    Stopwatch(CUstream_st stream) {
        this.stream = stream;
    }

    /** Milliseconds between what was queued before and after {@code work} is queued. */
    double time(Runnable work) {
        CUevent_st from = new CUevent_st();
        CUevent_st to = new CUevent_st();
        try {
            Cuda.check(cuEventCreate(from, CU_EVENT_DEFAULT), "an event");
            Cuda.check(cuEventCreate(to, CU_EVENT_DEFAULT), "an event");
            Cuda.check(cuEventRecord(from, stream), "an event");
            work.run();
            Cuda.check(cuEventRecord(to, stream), "an event");
            Cuda.check(cuEventSynchronize(to), "what was queued");
            float[] milliseconds = new float[1];
            Cuda.check(cuEventElapsedTime(milliseconds, from, to), "a time");
            return milliseconds[0];
        } finally {
            destroy(from);
            destroy(to);
        }
    }

    private static void destroy(CUevent_st event) {
        if (!event.isNull()) {
            cuEventDestroy(event);
        }
    }
}
