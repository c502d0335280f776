package org.panderm4j.nn.engine.cuda;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.nn.tower.ParameterNames;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Tower;

/**
 * All weights of a tower, on the card.
 *
 * @param stem its stem's
 * @param blocks its blocks', in order
 * @param heads its heads', by name
 * @param angles of places, where queries and keys are turned by them
 */
record TowerWeights(
        StemWeights stem, List<BlockWeights> blocks, Map<String, HeadWeights> heads, Optional<Angles> angles) {
    static TowerWeights read(Tower tower, Parameters parameters, Arithmetic arithmetic) {
        StemWeights stem = StemWeights.read(tower, parameters, arithmetic);
        List<BlockWeights> blocks = new ArrayList<>();
        for (int i = 0; i < tower.blocks().size(); i++) {
            blocks.add(BlockWeights.read(
                    tower.blocks().get(i), tower.stem(), parameters.in(ParameterNames.block(i)), arithmetic));
        }
        Map<String, HeadWeights> heads = new LinkedHashMap<>();
        tower.heads().forEach((name, head) -> heads.put(name, HeadWeights.read(head, tower.width(), parameters)));
        Optional<Angles> angles = tower.rotaryWidth() > 0
                ? Optional.of(new Angles((PatchStem) tower.stem(), tower.rotaryWidth(), parameters.memory()))
                : Optional.empty();
        return new TowerWeights(stem, blocks, heads, angles);
    }
}
