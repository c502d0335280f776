package org.panderm4j.nn.backprop;

import java.nio.FloatBuffer;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradient of a table whose rows were looked up, [r, d] to [v, d]: rows that were looked up more than once get the sum, in the
 * order of the look-ups. ND4J's own gradient of {@code gather} is wrong.
 */
final class ScatterRows extends HostOp {
    private ScatterRows(SDVariable gradient, SDVariable table, SDVariable rows) {
        super(gradient.getSameDiff(), gradient, table, rows);
    }

    static SDVariable of(SDVariable gradient, SDVariable table, SDVariable rows) {
        return new ScatterRows(gradient, table, rows).outputVariable();
    }

    @Override
    public String opName() {
        return "scatter_rows";
    }

    @Override
    boolean needsOnlyShape(int index) {
        return index == 1;
    }

    @Override
    INDArray[] run(INDArray[] arguments, long[][] shapes, Memory memory) {
        INDArray sums = memory.take(shapes[1]);
        sums.assign(0);
        int d = Math.toIntExact(shapes[1][1]);
        int[] rows = arguments[2].data().asInt();
        FloatBuffer from = Memory.floats(memory.dense(arguments[0]));
        FloatBuffer to = Memory.floats(sums);
        float[] gradient = new float[d];
        float[] sum = new float[d];
        for (int i = 0; i < rows.length; i++) {
            from.get(i * d, gradient);
            to.get(rows[i] * d, sum);
            for (int j = 0; j < d; j++) {
                sum[j] += gradient[j];
            }
            to.put(rows[i] * d, sum);
        }
        return only(sums);
    }
}
