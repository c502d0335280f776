package org.panderm4j.nn.engine.cuda;

import static org.bytedeco.cuda.global.cudart.CU_STREAM_CAPTURE_MODE_THREAD_LOCAL;
import static org.bytedeco.cuda.global.cudart.cuGraphDestroy;
import static org.bytedeco.cuda.global.cudart.cuGraphExecDestroy;
import static org.bytedeco.cuda.global.cudart.cuGraphInstantiate;
import static org.bytedeco.cuda.global.cudart.cuGraphLaunch;
import static org.bytedeco.cuda.global.cudart.cuStreamBeginCapture;
import static org.bytedeco.cuda.global.cudart.cuStreamEndCapture;

import org.bytedeco.cuda.cudart.CUgraphExec_st;
import org.bytedeco.cuda.cudart.CUgraph_st;
import org.bytedeco.cuda.cudart.CUstream_st;

/** Work that was queued once and is then started as a whole: a CUDA graph. */
final class Recording implements AutoCloseable {
    private final CUgraphExec_st graph;

    private Recording(CUgraphExec_st graph) {
        this.graph = graph;
    }

    /** Records what {@code work} queues on the stream; nothing of it is done yet. */
    static Recording of(CUstream_st stream, Runnable work) {
        Cuda.check(cuStreamBeginCapture(stream, CU_STREAM_CAPTURE_MODE_THREAD_LOCAL), "a recording");
        CUgraph_st graph = new CUgraph_st();
        boolean complete = false;
        try {
            work.run();
            complete = true;
        } finally {
            int status = cuStreamEndCapture(stream, graph);
            if (complete) {
                Cuda.check(status, "a recording");
            }
        }
        CUgraphExec_st ready = new CUgraphExec_st();
        int status = cuGraphInstantiate(ready, graph, 0);
        cuGraphDestroy(graph);
        Cuda.check(status, "a recording");
        return new Recording(ready);
    }

    /** Queues all of it. */
    void start(CUstream_st stream) {
        Cuda.check(cuGraphLaunch(graph, stream), "the recorded work");
    }

    @Override
    public void close() {
        cuGraphExecDestroy(graph);
    }
}
