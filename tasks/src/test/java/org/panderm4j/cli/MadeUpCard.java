package org.panderm4j.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.Encoder;
import org.panderm4j.nn.engine.EngineOptions;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.engine.EngineProvider;
import org.panderm4j.nn.engine.Engines;
import org.panderm4j.nn.engine.PackedProducts;
import org.panderm4j.nn.engine.Tensor;
import org.panderm4j.nn.tower.Stem;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;
import org.slf4j.LoggerFactory;

/**
 * An engine {@code cuda} without a card: the plain graph computes, or what a card may do happens, as the property {@link #STATE}
 * says. A program has it when a folder with {@code META-INF/services} stands on its class path.
 */
public final class MadeUpCard implements EngineProvider {
    static final String STATE = "made.up.card";

    /** What a card may do. */
    enum State {
        WELL,
        /** Its engine runs no text towers. */
        NO_TEXTS,
        /** There is no driver. */
        ABSENT,
        /** Its memory does not hold the weights. */
        FULL,
        /** Its memory does not hold a batch, but half of one. */
        SHORT,
        /** It fails at work. */
        LOST
    }

    /** For {@link java.util.ServiceLoader}. */
    public MadeUpCard() {}

    /** As it is now. */
    private static State state() {
        return State.valueOf(System.getProperty(STATE));
    }

    @Override
    public String name() {
        return Engines.CUDA;
    }

    @Override
    public Optional<String> absence(String engine) {
        return state() == State.ABSENT ? Optional.of("no driver is made up") : Optional.empty();
    }

    @Override
    public boolean has(Precision precision) {
        return precision != Precision.BF16_MATH;
    }

    @Override
    public Optional<String> refusal(Tower tower) {
        if (state() == State.NO_TEXTS && tower.stem() instanceof Stem.TokenStem) {
            return Optional.of("runs no texts");
        }
        return tower.rotaryWidth() > 0 ? Optional.of("runs no rotary towers") : Optional.empty();
    }

    @Override
    public String library(String engine) {
        return "made up for " + engine;
    }

    @Override
    public List<String> devices() {
        return List.of("cuda:0 a card that is made up");
    }

    @Override
    public Encoder open(Tower tower, Weights weights, String prefix, EngineOptions options) {
        if (state() == State.FULL) {
            throw new IllegalStateException("the card's memory is full: no room for weights");
        }
        EngineOptions plain = new EngineOptions(Engines.SAMEDIFF, Precision.F32, options.threads());
        return new OnCard(Engines.open(tower, weights, prefix, plain), state());
    }

    @Override
    public PackedProducts products(EngineOptions options) {
        return Engines.products(Engines.SAMEDIFF, Precision.F32, options.threads());
    }

    /** The plain graph, and what happens to it. */
    private record OnCard(Encoder encoder, State state) implements Encoder {
        @Override
        public Tower tower() {
            return encoder.tower();
        }

        @Override
        public Map<String, Tensor> encode(Batch batch, List<String> outputs) {
            if (state == State.LOST) {
                throw new IllegalStateException("the card was lost while it worked on what was queued");
            }
            if (state == State.SHORT) {
                LoggerFactory.getLogger(MadeUpCard.class)
                        .warn("The card's memory does not hold {} at once; going on with {}.", 2, 1);
            }
            return encoder.encode(batch, outputs);
        }

        @Override
        public void close() {
            encoder.close();
        }
    }
}
