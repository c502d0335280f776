package org.panderm4j.finetune;

import java.util.Locale;
import java.util.stream.Collectors;
import org.panderm4j.nn.lora.Lora;
import org.panderm4j.nn.lora.LoraTarget;
import org.panderm4j.nn.tower.Tower;

/**
 * Whether a tower can be trained as far as is asked.
 *
 * @param tower that is to learn
 * @param word which one, for messages
 */
record TowerFit(Tower tower, String word) {
    /**
     * Refuses what the tower has not.
     *
     * @throws IllegalArgumentException in one line that names the option when it has fewer blocks, lacks a layer to adapt, or has one
     *     that is smaller than the rank
     */
    void require(TowerMode mode, Lora lora) {
        if (mode instanceof TowerMode.LastBlocks last && last.count() > blocks()) {
            throw new IllegalArgumentException("--towers or --" + word + "-tower: expected last-0 to last-" + blocks()
                    + ", for the " + word + " tower has " + blocks() + " blocks, found " + mode);
        }
        if (mode instanceof TowerMode.LowRank) {
            requireLayers(lora);
            requireRank(lora);
        }
    }

    private int blocks() {
        return tower.blocks().size();
    }

    private void requireLayers(Lora lora) {
        for (LoraTarget target : lora.targets()) {
            if (tower.blocks().stream().noneMatch(target::isIn)) {
                throw new IllegalArgumentException("--lora-targets: expected layers that the " + word
                        + " tower has, found "
                        + target.name().toLowerCase(Locale.ROOT)
                        + ", which none of its blocks has; leave it out, or train that tower otherwise by --" + word
                        + "-tower");
            }
        }
    }

    /** A higher rank than a layer's own tells nothing more, and asks for more than the layer itself. */
    private void requireRank(Lora lora) {
        int most = tower.blocks().stream()
                .flatMap(block -> lora.targets().stream()
                        .filter(target -> target.isIn(block))
                        .map(target -> Math.min(target.in(block), target.out(block))))
                .collect(Collectors.minBy(Integer::compare))
                .orElseThrow();
        if (lora.rank() > most) {
            throw new IllegalArgumentException("--lora-rank: expected from 1 to " + most
                    + ", the smaller side of an adapted layer of the " + word + " tower, found " + lora.rank());
        }
    }
}
