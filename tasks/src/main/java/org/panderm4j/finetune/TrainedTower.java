package org.panderm4j.finetune;

import org.panderm4j.data.random.RandomStreams;
import org.panderm4j.nn.backprop.Dropping;
import org.panderm4j.nn.backprop.FrozenTensors;
import org.panderm4j.nn.backprop.TowerNetwork;
import org.panderm4j.nn.clip.Towers;
import org.panderm4j.nn.lora.Adapters;
import org.panderm4j.nn.tower.LastBlocks;
import org.panderm4j.nn.tower.Tower;

/** Opens towers of a model to be trained as far as is asked for, with names of their own. */
final class TrainedTower {
    /** Before the names of what the text tower learns. */
    static final String TEXT = "text.";

    private final BaseModel model;
    private final FrozenTensors frozen;
    private final TowerOptions options;
    private final RandomStreams streams;

    /**
     * @param frozen weights that networks share; to be closed after them
     */
    TrainedTower(BaseModel model, FrozenTensors frozen, TowerOptions options, RandomStreams streams) {
        this.model = model;
        this.frozen = frozen;
        this.options = options;
        this.streams = streams;
    }

    /** The tower of one view; its parameters begin with the view's {@linkplain View#prefix prefix}. */
    TowerNetwork image(View view) {
        TowerNetwork.Options usual = TowerNetwork.Options.all()
                .withHead(Tower.FINETUNE)
                .withName(view.prefix())
                .withDropping(new Dropping(0, 0, options.depthDropout()));
        return open(model.image(), Towers.IMAGE, usual, options.of(view));
    }

    /** The text tower; its parameters begin with {@link #TEXT}. */
    TowerNetwork text() {
        TowerNetwork.Options usual = TowerNetwork.Options.all()
                .withName(TEXT)
                .withDropping(new Dropping(options.textDropout(), options.textDropout(), 0));
        return open(model.text(), Towers.TEXT, usual, options.text());
    }

    private TowerNetwork open(Tower tower, String prefix, TowerNetwork.Options usual, TowerMode mode) {
        TowerNetwork.Options all = usual.withRecompute(options.recompute()).withThreads(model.threads());
        return TowerNetwork.open(tower, frozen, prefix, trained(all, tower, mode));
    }

    private TowerNetwork.Options trained(TowerNetwork.Options usual, Tower tower, TowerMode mode) {
        if (mode instanceof TowerMode.Full) {
            return usual;
        }
        if (mode instanceof TowerMode.LastBlocks last) {
            return usual.withTrained(LastBlocks.of(tower.blocks().size(), last.count()));
        }
        String name = usual.name().orElseThrow();
        Adapters adapters =
                Adapters.initial(options.lora(), tower, name, stream -> streams.stream("initial." + stream));
        return usual.withTrained(any -> false).withAdapters(adapters);
    }
}
