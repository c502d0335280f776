package org.panderm4j.nn.backprop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.panderm4j.nn.train.NativeParameter;

class LearnedTensorTest {
    private static float[] values(FloatBuffer buffer) {
        float[] values = new float[buffer.remaining()];
        buffer.duplicate().get(values);
        return values;
    }

    /** As in one process's memory, so on a device: values come from the parameter, and the gradient goes there. */
    @Test
    void aParameterOfSomebodyElseIsViewedOrCopied() {
        for (boolean shared : new boolean[] {true, false}) {
            try (NativeParameter parameter = new NativeParameter("w", 2, 2);
                    INDArray more = Nd4j.createFromArray(new float[][] {{5, 6}, {7, 8}})) {
                parameter.value().put(new float[] {1, 2, 3, 4});
                try (LearnedTensor tensor = LearnedTensor.over(parameter, shared, 2, 2)) {
                    tensor.load();
                    assertThat(tensor.array().dup().data().asFloat()).containsExactly(1, 2, 3, 4);
                    tensor.clearGradient();
                    parameter.gradientAddress();
                    tensor.addToGradient(more);
                    tensor.addToGradient(more);
                    tensor.store();
                    assertThat(values(parameter.gradient()))
                            .as("shared %s", shared)
                            .containsExactly(10, 12, 14, 16);
                    assertThat(values(parameter.value())).containsExactly(1, 2, 3, 4);
                }
                parameter.value().put(0, 9);
                assertThat(values(parameter.value())).containsExactly(9, 2, 3, 4);
            }
        }
    }

    /** They work on addresses, and arrays on a device have none here. */
    @Test
    void theFastOperationsNeedArraysInThisProcess() {
        assertThat(Memory.kernelsFor(false)).isEmpty();
    }
}
