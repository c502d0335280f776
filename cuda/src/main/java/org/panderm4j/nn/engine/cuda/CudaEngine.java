package org.panderm4j.nn.engine.cuda;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.panderm4j.nn.engine.Encoder;
import org.panderm4j.nn.engine.EngineOptions;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.engine.EngineProvider;
import org.panderm4j.nn.engine.PackedProducts;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;

/**
 * The engine {@code cuda}: {@code cuda} is the first card that will do, {@code cuda:1} the second of all; one encoder is on one
 * card.
 */
public final class CudaEngine implements EngineProvider {
    /** Its name. */
    public static final String NAME = "cuda";

    /** For {@link java.util.ServiceLoader}. */
    public CudaEngine() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<String> absence(String engine) {
        Optional<Integer> index = index(engine, Cuda.devices());
        if (index.isEmpty()) {
            return Optional.of("expected cuda, or cuda: with the number of a card, found " + engine);
        }
        return Cuda.absence()
                .or(() -> Absence.of(Cuda.devices(), index.get()))
                .or(() -> Compiler.absence(card(engine).architecture()));
    }

    /** The number of a card that a name stands for. */
    static Optional<Integer> index(String engine, List<Device> devices) {
        if (engine.equals(NAME)) {
            return Optional.of(first(devices));
        }
        String number = engine.substring(NAME.length() + 1);
        return number.matches("\\d{1,3}") ? Optional.of(Integer.parseInt(number)) : Optional.empty();
    }

    /** The number of the first card that will do; 0, of which the reason is told, where none will. */
    static int first(List<Device> devices) {
        return IntStream.range(0, devices.size())
                .filter(index -> Absence.of(devices, index).isEmpty())
                .findFirst()
                .orElse(0);
    }

    private static Device card(String engine) {
        List<Device> devices = Cuda.devices();
        return devices.get(index(engine, devices).orElseThrow());
    }

    @Override
    public String device(String engine) {
        return NAME + ":" + card(engine).index();
    }

    @Override
    public boolean has(Precision precision) {
        return precision != Precision.BF16_MATH;
    }

    @Override
    public Optional<String> refusal(Tower tower) {
        return tower.blocks().stream().anyMatch(block -> block.headWidth() > AttentionPlan.PLAIN_WIDEST)
                ? Optional.of("runs heads of at most " + AttentionPlan.PLAIN_WIDEST + " values")
                : Optional.empty();
    }

    @Override
    public String library(String engine) {
        return Cuda.versions() + " (" + card(engine).label() + ")";
    }

    @Override
    public List<String> devices() {
        List<String> lines = new ArrayList<>();
        Cuda.devices().forEach(device -> lines.add(NAME + ":" + device.index() + " " + device.summary()));
        lines.add(Cuda.versions());
        lines.add(Cuda.driver());
        return List.copyOf(lines);
    }

    @Override
    public Encoder open(Tower tower, Weights weights, String prefix, EngineOptions options) {
        refusal(tower).ifPresent(reason -> {
            throw new IllegalArgumentException("engine 'cuda' " + reason);
        });
        return CudaEncoder.open(tower, weights, prefix, options.precision(), card(options.engine()));
    }

    @Override
    public PackedProducts products(EngineOptions options) {
        return (rows, inner, columns) ->
                CudaProduct.open(rows, inner, columns, options.precision(), card(options.engine()));
    }
}
