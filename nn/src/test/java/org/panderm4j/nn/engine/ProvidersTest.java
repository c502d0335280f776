package org.panderm4j.nn.engine;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(Providers.present(List.of(LOST, FAST))).containsExactly("fast");
        assertThat(Providers.present(List.of(LOST))).isEmpty();
        assertThat(Providers.present(List.of())).isEmpty();
    }

    @Test
    void theNumberOfACardIsNoPartOfTheEnginesName() {
        List<EngineProvider> all = List.of(FAST, LOST);
        assertThat(Providers.of(all, "lost")).contains(LOST);
        assertThat(Providers.of(all, "fast:1")).contains(FAST);
        assertThat(Providers.of(all, "fast:x:y")).contains(FAST);
        assertThat(Providers.of(all, "fastest")).isEmpty();
        assertThat(Providers.of(all, ":1")).isEmpty();
        assertThat(Providers.kind("cuda:3")).isEqualTo("cuda");
    }

    @Test
    void absencesNameEachEngineAndItsReason() {
        assertThat(Providers.absences(List.of(LOST, FAST, GONE)))
                .contains("engine lost is not present here: no card; engine gone is not present here: no driver");
        assertThat(Providers.absences(List.of(FAST))).isEmpty();
        assertThat(Providers.absences(List.of())).isEmpty();
    }

    @Test
    void thisModuleHasNone() {
        assertThat(Providers.present()).isEmpty();
        assertThat(Providers.absences()).isEmpty();
        assertThat(Engines.present()).isEqualTo(Engines.own());
    }
}
