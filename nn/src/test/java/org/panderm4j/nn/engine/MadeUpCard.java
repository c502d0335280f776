package org.panderm4j.nn.engine;

import java.util.List;
import java.util.Optional;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.tower.Stem;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;

/**
 * What another module could bring: an engine that nobody has, which runs no joint towers.
 *
 * @param absence why it cannot run here
 * @param first number of the first card that will do
 */
record MadeUpCard(Optional<String> absence, int first) implements EngineProvider {
    static EngineChoice present() {
        return new EngineChoice(new Providers(List.of(new MadeUpCard(Optional.empty(), 0))));
    }

    static EngineChoice absent(String reason) {
        return new EngineChoice(new Providers(List.of(new MadeUpCard(Optional.of(reason), 0))));
    }

    /** The first card will not do. */
    static EngineChoice second() {
        return new EngineChoice(new Providers(List.of(new MadeUpCard(Optional.empty(), 1))));
    }

    @Override
    public String device(String engine) {
        return engine.contains(":") ? engine : engine + ":" + first;
    }

    @Override
    public String name() {
        return Engines.CUDA;
    }

    @Override
    public Optional<String> absence(String engine) {
        return absence.or(() -> engine.equals("cuda:7") ? Optional.of("there is one card") : Optional.empty());
    }

    @Override
    public boolean has(Precision precision) {
        return precision != Precision.BF16_MATH;
    }

    @Override
    public Optional<String> refusal(Tower tower) {
        return tower.stem() instanceof Stem.JointStem ? Optional.of("runs no joint towers") : Optional.empty();
    }

    @Override
    public String library(String engine) {
        return "made up";
    }

    @Override
    public List<String> devices() {
        return List.of("cuda:0 made up");
    }

    @Override
    public Encoder open(Tower tower, Weights weights, String prefix, EngineOptions options) {
        throw new UnsupportedOperationException("a choice opens nothing");
    }

    @Override
    public PackedProducts products(EngineOptions options) {
        throw new UnsupportedOperationException("a choice multiplies nothing");
    }
}
