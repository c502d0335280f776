package org.panderm4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.engine.Engines;

class EntryTest {
    @Test
    void anEngineRunsInAllItsPrecisions() {
        assertThat(Entry.asked(List.of("SameDiff", Engines.SAMEDIFF), Precision.AUTO))
                .containsExactly(new Entry(Engines.SAMEDIFF, Precision.F32));
        assertThat(Entry.asked(List.of("auto"), Precision.AUTO))
                .extracting(Entry::engine)
                .containsOnly(Engines.present().get(0));
    }

    @Test
    void thoseThatLackThePrecisionAreLeftOutUnlessAskedFor() {
        assertThat(Entry.present(Precision.AUTO)).contains(new Entry(Engines.SAMEDIFF, Precision.F32));
        assertThat(Entry.present(Precision.F32)).extracting(Entry::engine).containsExactlyElementsOf(Engines.present());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Entry.asked(List.of(Engines.SAMEDIFF), Precision.BF16))
                .withMessageContainingAll(Engines.SAMEDIFF, "--precision");
    }

    @Test
    void anEngineThatIsNotThereIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Entry.asked(List.of(Engines.SAMEDIFF, "warp"), Precision.AUTO))
                .withMessageContainingAll("warp", "present");
    }
}
