package org.panderm4j.weights.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Positions;
import org.panderm4j.nn.tower.Stem.JointStem;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.TextEnd;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.weights.report.LoadReport.HyperParameter;

/** The sizes in {@code model.json} under the names that reports have for them. */
final class DescribedSizes {
    private final List<HyperParameter> sizes = new ArrayList<>();

    private DescribedSizes() {}

    static List<HyperParameter> of(ModelDescription description) {
        DescribedSizes all = new DescribedSizes();
        all.tower("image.", description.towers().image());
        description.towers().text().ifPresent(text -> all.tower("text.", text));
        description.text().ifPresent(text -> all.add("text.context_length", text.contextLength()));
        return all.sizes;
    }

    private void tower(String prefix, Tower tower) {
        add(prefix + "width", tower.width());
        if (tower.stem() instanceof PatchStem stem) {
            add(prefix + "patch_size", stem.patch());
            add(prefix + "image_size", stem.image());
            add(prefix + "registers", stem.registers());
            positions(prefix, stem.positions());
        } else if (tower.stem() instanceof TokenStem stem) {
            add(prefix + "vocabulary", stem.vocabulary());
            add(prefix + "positions", stem.positions());
            end(prefix, stem.end());
        } else if (tower.stem() instanceof JointStem stem) {
            add(prefix + "image_size", stem.image());
            add(prefix + "vocab", stem.vocabulary());
            add(prefix + "prompt", stem.prompt());
        }
        add(prefix + "layers", tower.blocks().size());
        tower.blocks().stream().findFirst().ifPresent(block -> block(prefix, block));
        tower.heads().keySet().forEach(head -> add(prefix + head, tower.outputWidth(head)));
    }

    private void positions(String prefix, Positions positions) {
        if (positions instanceof Positions.Rotary rotary) {
            add(prefix + "rope_theta", rotary.base());
        }
    }

    private void end(String prefix, TextEnd end) {
        if (end instanceof TextEnd.Padding padding) {
            add(prefix + "padding", padding.id());
        } else if (end instanceof TextEnd.FirstId first) {
            add(prefix + "end_id", first.id());
        } else {
            add(prefix + "end", "largest-id");
        }
    }

    private void block(String prefix, Block block) {
        add(prefix + "heads", block.attention().heads());
        add(prefix + "mlp", block.mlp().hidden());
        add(prefix + "activation", block.mlp().activation().name().toLowerCase(Locale.ROOT));
        add(prefix + "eps", block.eps());
    }

    private void add(String name, Object value) {
        sizes.add(new HyperParameter(name, value.toString(), ModelFolder.DESCRIPTION));
    }
}
