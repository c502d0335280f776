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

/** A recording as the driver keeps it: a CUDA graph. */
final class Graph implements Recording {
    private final CUgraphExec_st graph;
    private final CUstream_st stream;

    private Graph(CUgraphExec_st graph, CUstream_st stream) {
        this.graph = graph;
        this.stream = stream;
    }

    /** Records what {@code work} queues on the stream. */
    static Graph of(CUstream_st stream, Runnable work) {
        Cuda.check(cuStreamBeginCapture(stream, CU_STREAM_CAPTURE_MODE_THREAD_LOCAL), "a recording");
        CUgraph_st queued = new CUgraph_st();
        CUgraphExec_st ready = new CUgraphExec_st();
        try {
            boolean complete = false;
            try {
                work.run();
                complete = true;
            } finally {
                int status = cuStreamEndCapture(stream, queued);
                if (complete) {
                    Cuda.check(status, "a recording");
                }
            }
            Cuda.check(cuGraphInstantiate(ready, queued, 0), "a recording");
        } finally {
            if (!queued.isNull()) {
                cuGraphDestroy(queued);
            }
        }
        return new Graph(ready, stream);
    }

    @Override
    public void start() {
        Cuda.check(cuGraphLaunch(graph, stream), "the recorded work");
    }

    /** Where it is under way, the driver frees it afterwards. */
    @Override
    public void close() {
        cuGraphExecDestroy(graph);
    }
}
