package org.panderm4j.finetune;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.panderm4j.model.RenamedWeights;
import org.panderm4j.model.ReplacedWeights;
import org.panderm4j.nn.clip.Towers;
import org.panderm4j.nn.engine.Encoder;
import org.panderm4j.nn.engine.WeightCheck;
import org.panderm4j.nn.lora.Adapters;
import org.panderm4j.nn.lora.MergedWeights;
import org.panderm4j.nn.tower.LastBlocks;
import org.panderm4j.nn.tower.ParameterShapes;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;

/**
 * Towers of a fine-tuned model on the fast engine: what was trained takes the place of what the base model has, or is added to it.
 *
 * @param model what was trained
 * @param base the rest
 * @param tuned what was learned
 * @param file where that lies, for messages
 */
record TunedTowers(FineTuned model, BaseModel base, Weights tuned, Path file) {
    /** How much of the tower of a view was trained. */
    TowerMode mode(View view) {
        return mode(view.word());
    }

    private TowerMode mode(String word) {
        return TowerMode.of(model.towers().getOrDefault(word, new TowerMode.Frozen().toString()));
    }

    /** The tower of a view; the caller closes it. */
    Encoder image(View view) {
        return open(new Source(base.image(), Towers.IMAGE, view.prefix()), mode(view), base::imageEncoder);
    }

    /** The text tower; the caller closes it. */
    Encoder text() {
        return open(new Source(base.text(), Towers.TEXT, TrainedTower.TEXT), mode(FineTuned.TEXT), base::textEncoder);
    }

    /**
     * A tower.
     *
     * @param from before its names in the base model
     * @param to before the names of what was learned
     */
    private record Source(Tower tower, String from, String to) {}

    /**
     * Refuses weights that lack something that was trained, in whose place the base model's would stand unnoticed.
     *
     * @throws IOException naming file and tensor
     */
    void require() throws IOException {
        try {
            for (View view : View.values()) {
                require(new Source(base.image(), Towers.IMAGE, view.prefix()), mode(view), Tower.FINETUNE);
            }
            if (mode(FineTuned.TEXT).learns()) {
                require(new Source(base.text(), Towers.TEXT, TrainedTower.TEXT), mode(FineTuned.TEXT), Tower.EMBEDDING);
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private void require(Source source, TowerMode mode, String head) {
        Tower tower = source.tower();
        Tower read = new Tower(tower.stem(), tower.blocks(), Map.of(head, tower.head(head)));
        if (mode instanceof TowerMode.LowRank) {
            model.lora()
                    .orElseThrow(() -> new IllegalArgumentException("expected what lora was trained with, found none"))
                    .shapes(tower)
                    .forEach((name, shape) -> WeightCheck.require(tuned, source.to() + name, shape));
        } else if (mode.learns()) {
            Predicate<String> trained = mode instanceof TowerMode.LastBlocks last
                    ? LastBlocks.of(tower.blocks().size(), last.count())
                    : any -> true;
            ParameterShapes.of(read).forEach((name, shape) -> {
                if (trained.test(name)) {
                    WeightCheck.require(tuned, source.to() + name, shape);
                }
            });
        }
    }

    private Encoder open(Source source, TowerMode mode, BiFunction<Weights, String, Encoder> engine) {
        Weights own = base.weights();
        try {
            if (!mode.learns()) {
                return engine.apply(own, source.from());
            }
            if (mode instanceof TowerMode.LowRank) {
                Adapters adapters = new Adapters(model.lora().orElseThrow(), tuned, source.to());
                return engine.apply(new MergedWeights(source.tower(), own, source.from(), adapters), source.from());
            }
            Weights renamed = new RenamedWeights(own, source.from(), source.to());
            return engine.apply(new ReplacedWeights(renamed, tuned), source.to());
        } catch (IllegalArgumentException e) {
            throw new UncheckedIOException(new IOException(file + ": " + e.getMessage(), e));
        }
    }
}
