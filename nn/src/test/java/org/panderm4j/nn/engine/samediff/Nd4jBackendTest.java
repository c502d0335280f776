package org.panderm4j.nn.engine.samediff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.nd4j.nativeblas.NativeOps;
import org.panderm4j.nn.nd4j.HostMemory;

class Nd4jBackendTest {
    /** A library that knows cards, e.g. {@code Tesla T4:7:5}. */
    private static NativeOps library(String... cards) {
        return (NativeOps) Proxy.newProxyInstance(
                Nd4jBackendTest.class.getClassLoader(),
                new Class<?>[] {NativeOps.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("getAvailableDevices")) {
                        return cards.length;
                    }
                    String[] words = cards[(int) arguments[0]].split(":", -1);
                    return switch (method.getName()) {
                        case "getDeviceName" -> words[0];
                        case "getDeviceMajor" -> Integer.parseInt(words[1]);
                        case "getDeviceMinor" -> Integer.parseInt(words[2]);
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
    }

    @Test
    void namesTheCards() {
        assertThat(Nd4jBackend.cards(library("Tesla T4:7:5"))).isEqualTo("Tesla T4, compute capability 7.5");
        assertThat(Nd4jBackend.cards(library("Tesla T4:7:5", "Tesla T4:7:5", "A10:8:6")))
                .isEqualTo("Tesla T4, compute capability 7.5; A10, compute capability 8.6");
    }

    /** Runs of earlier versions are recorded under this name, and go on under it only. */
    @Test
    void onTheProcessorTheNameIsWhatItWas() {
        assumeThat(HostMemory.isShared()).isTrue();
        assertThat(Nd4jBackend.name()).isEqualTo("CpuBackend");
    }
}
