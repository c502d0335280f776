package org.panderm4j.nn.backprop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.panderm4j.nn.nd4j.HostMemory;
import org.panderm4j.nn.train.Workers;

class TapeTest {
    /** As when a part runs again whose tokens are kept: they are of the pool, but not the tape's. */
    @Test
    void viewsOfWhatIsLentAreNotGivenBack() {
        SameDiff graph = SameDiff.create();
        SDVariable x = graph.placeHolder("x", DataType.FLOAT, 2, 3);
        SDVariable view = graph.reshape("view", x, 3, 2);
        SDVariable same = graph.identity("same", view);
        same.mul("result", 2);
        try (Memory memory = memory()) {
            INDArray lent = memory.take(2, 3).assign(1);
            try (Tape tape = new Tape(graph, memory)) {
                tape.lend("x", lent);
                tape.run(Plan.of(graph, List.of("result"), Set.of(), Set.of()));
                assertThat(memory.owns(lent)).isTrue();
                INDArray next = memory.take(2, 3);
                assertThat(HostMemory.place(next)).isNotEqualTo(HostMemory.place(lent));
                assertThat(tape.get("result").toFloatMatrix()).isDeepEqualTo(new float[][] {{2, 2}, {2, 2}, {2, 2}});
            }
            assertThat(memory.owns(lent)).isTrue();
        }
    }

    /** A view that is asked for is handed over as a copy, since the lender keeps the values. */
    @Test
    void aViewOfWhatIsLentIsHandedOverAsACopy() {
        SameDiff graph = SameDiff.create();
        graph.identity("same", graph.placeHolder("x", DataType.FLOAT, 2, 3));
        try (Memory memory = memory()) {
            INDArray lent = memory.take(2, 3).assign(1);
            try (Tape tape = new Tape(graph, memory)) {
                tape.lend("x", lent);
                tape.run(Plan.of(graph, List.of("same"), Set.of(), Set.of()));
                assertThat(HostMemory.place(tape.take("same"))).isNotEqualTo(HostMemory.place(lent));
            }
            assertThat(memory.owns(lent)).isTrue();
        }
    }

    private static Memory memory() {
        return new Memory(Optional.empty(), new Workers(1), Memory.MOST);
    }
}
