package org.panderm4j.nn.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The way for arrays on a device is run here on arrays that are not, and on a made-up one that notes what it is asked. */
class HostMemoryTest {
    @Test
    void bothWaysReadAndWriteAnArray() {
        for (boolean shared : new boolean[] {true, false}) {
            try (INDArray whole = Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4}, {Float.NaN, 6}})) {
                INDArray row = whole.getRow(1);
                assertThat(HostMemory.floats(row, shared).limit()).isEqualTo(2);
                assertThat(HostMemory.floats(row, shared).get(1)).isEqualTo(4);
                HostMemory.floats(whole.getRow(2), shared).put(1, 7);
                assertThat(whole.dup().data().asFloat()).containsExactly(1, 2, 3, 4, Float.NaN, 7);
            }
            try (INDArray numbers = Nd4j.createFromArray(1.5, Math.PI)) {
                assertThat(HostMemory.doubles(numbers, shared).get(1)).isEqualTo(Math.PI);
                HostMemory.doubles(numbers, shared).put(0, 2.5);
                assertThat(numbers.getDouble(0)).isEqualTo(2.5);
            }
        }
    }

    /** ND4J's CUDA buffer fetches values when one is read, and holds those here for the newer once one is written. */
    @Test
    void anArrayOnADeviceIsFetchedBeforeItIsReached() {
        List<String> asked = new ArrayList<>();
        try (FloatPointer here = new FloatPointer(1f, 2f)) {
            INDArray array = onDevice(asked, here);
            HostMemory.floats(array, false);
            assertThat(asked).containsExactly("getDouble", "put", "addressPointer");
            asked.clear();
            HostMemory.floats(array, true);
            assertThat(asked).containsExactly("addressPointer");
        }
    }

    @Test
    void anArrayOnADeviceHasAPlaceAndNoAddress() {
        List<String> asked = new ArrayList<>();
        try (FloatPointer here = new FloatPointer(1f, 2f)) {
            INDArray array = onDevice(asked, here);
            assertThatThrownBy(() -> HostMemory.address(array, false))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("on a CUDA device");
            assertThat(asked).isEmpty();
            assertThat(HostMemory.place(array, false)).isEqualTo(77);
            assertThat(asked).containsExactly("platformAddress");
        }
    }

    @Test
    void onTheProcessorAPlaceIsAnAddress() {
        try (INDArray array = Nd4j.createFromArray(1f, 2f, 3f, 4f)) {
            assertThat(HostMemory.place(array.reshape(2, 2), true)).isEqualTo(HostMemory.address(array, true));
            assertThat(HostMemory.place(array.reshape(2, 2), false)).isEqualTo(HostMemory.place(array, false));
        }
        assertThat(HostMemory.place(Nd4j.empty(), false)).isZero();
    }

    private static INDArray onDevice(List<String> asked, Pointer here) {
        DataBuffer buffer = (DataBuffer) Proxy.newProxyInstance(
                HostMemoryTest.class.getClassLoader(),
                new Class<?>[] {DataBuffer.class},
                (proxy, method, arguments) -> {
                    asked.add(method.getName());
                    return switch (method.getName()) {
                        case "getDouble" -> 1.0;
                        case "put" -> null;
                        case "addressPointer" -> here;
                        case "platformAddress" -> 77L;
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
        return (INDArray) Proxy.newProxyInstance(
                HostMemoryTest.class.getClassLoader(),
                new Class<?>[] {INDArray.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "data" -> buffer;
                    case "isEmpty" -> false;
                    case "length" -> 2L;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
