package org.panderm4j.nn.backprop;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A run of a {@link GraphNetwork}, and what it has borrowed, which goes back once. */
final class GraphPass implements GraphNetwork.Pass {
    private final GraphNetwork network;
    private final Segment.Training training;
    private final Tape tape;
    private final Set<String> asked;
    private final float[][] output;
    private boolean done;

    /** Takes the tape over; the network is told when it has been closed. */
    GraphPass(GraphNetwork network, Segment.Training training, Tape tape, Set<String> asked, float[][] output) {
        this.network = network;
        this.training = training;
        this.tape = tape;
        this.asked = Set.copyOf(asked);
        this.output = output;
    }

    @Override
    public float[][] output() {
        return output;
    }

    @Override
    public Map<String, float[][]> backward(float[][] gradient) {
        synchronized (network) {
            if (done) {
                throw new IllegalStateException("this pass has gone back already, or has been closed");
            }
            try (this) {
                network.requireOpen();
                requireShape(gradient);
                tape.give(Segment.GRADIENT, network.entered(gradient));
                tape.run(training.back(), network.harvest(training.gradients()));
                return inputGradients();
            }
        }
    }

    private void requireShape(float[][] gradient) {
        if (gradient.length != output.length || gradient[0].length != output[0].length) {
            throw new IllegalArgumentException("expected a gradient of shape [" + output.length + ", "
                    + output[0].length + "], found [" + gradient.length + ", " + gradient[0].length + "]");
        }
    }

    private Map<String, float[][]> inputGradients() {
        Map<String, float[][]> gradients = new LinkedHashMap<>();
        for (String name : asked) {
            INDArray array = tape.get(training.gradients().get(name));
            gradients.put(name, Memory.rows(array));
        }
        return gradients;
    }

    @Override
    public void close() {
        synchronized (network) {
            if (!done) {
                done = true;
                tape.close();
                network.endPass();
            }
        }
    }
}
