package org.panderm4j.nn.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;

/** Engines of other modules, handed in: one of the tests' own on the class path would be the fastest for all other tests. */
class ProvidersTest {
    /** An engine that is only there, or is not. */
    private record Made(String name, Optional<String> reason) implements EngineProvider {
        @Override
        public Optional<String> absence(String engine) {
            return engine.equals(name) ? reason : Optional.of("no such card");
        }

        @Override
        public boolean has(Precision precision) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<String> refusal(Tower tower) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<String> devices() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String library(String engine) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Encoder open(Tower tower, Weights weights, String prefix, EngineOptions options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public PackedProducts products(EngineOptions options) {
            throw new UnsupportedOperationException();
        }
    }

    private static final Made FAST = new Made("fast", Optional.empty());
    private static final Made LOST = new Made("lost", Optional.of("no card"));
    private static final Made GONE = new Made("gone", Optional.of("no driver"));

    @Test
    void thoseThatCanRunArePresent() {
        assertThat(new Providers(List.of(LOST, FAST)).present()).containsExactly("fast");
        assertThat(new Providers(List.of(LOST)).present()).isEmpty();
        assertThat(new Providers(List.of()).present()).isEmpty();
    }

    @Test
    void theNumberOfACardIsNoPartOfTheEnginesName() {
        Providers all = new Providers(List.of(FAST, LOST));
        assertThat(all.of("lost")).contains(LOST);
        assertThat(all.of("fast:1")).contains(FAST);
        assertThat(all.of("fast:x:y")).contains(FAST);
        assertThat(all.of("fastest")).isEmpty();
        assertThat(all.of(":1")).isEmpty();
        assertThat(Providers.kind("cuda:3")).isEqualTo("cuda");
    }

    @Test
    void absencesNameEachEngineAndItsReason() {
        assertThat(new Providers(List.of(LOST, FAST, GONE)).absences())
                .contains("engine lost is not present here: no card; engine gone is not present here: no driver");
        assertThat(new Providers(List.of(FAST)).absences()).isEmpty();
        assertThat(new Providers(List.of()).absences()).isEmpty();
    }

    /** To ask may take seconds where a driver does not answer. */
    @Test
    void eachIsAskedOnceForItsAbsence() {
        int[] asked = new int[1];
        EngineProvider slow = (EngineProvider) Proxy.newProxyInstance(
                ProvidersTest.class.getClassLoader(),
                new Class<?>[] {EngineProvider.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("name")) {
                        return "slow";
                    }
                    asked[0]++;
                    return Optional.of("no answer");
                });
        assertThat(new Providers(List.of(slow)).absences()).contains("engine slow is not present here: no answer");
        assertThat(asked[0]).isEqualTo(1);
    }

    @Test
    void thisModuleHasNone() {
        assertThat(Providers.loaded().present()).isEmpty();
        assertThat(Providers.loaded().absences()).isEmpty();
        assertThat(Engines.present()).isEqualTo(Engines.own());
    }
}
