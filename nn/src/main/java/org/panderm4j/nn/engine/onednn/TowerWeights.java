package org.panderm4j.nn.engine.onednn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.ParameterNames;
import org.panderm4j.nn.tower.Tower;

/**
 * All weights of a tower, packed.
 *
 * @param stem its stem's
 * @param blocks its blocks', in order
 * @param heads its heads', by name
 */
record TowerWeights(StemWeights stem, List<BlockWeights> blocks, Map<String, HeadWeights> heads) {
    /**
     * Reads and packs all weights.
     *
     * @param mlpSlice see {@link Tuning}
     */
    static TowerWeights read(Tower tower, Parameters parameters, Arithmetic arithmetic, int mlpSlice) {
        double scale =
                tower.blocks().isEmpty() ? 1 : tower.blocks().get(0).attention().scale();
        StemWeights stem = StemWeights.read(tower.stem(), scale, parameters, arithmetic);
        List<BlockWeights> blocks = new ArrayList<>();
        for (int i = 0; i < tower.blocks().size(); i++) {
            Block block = tower.blocks().get(i);
            Parameters own = parameters.in(ParameterNames.block(i));
            blocks.add(BlockWeights.read(block, tower.stem(), own, arithmetic, mlpSlice));
        }
        Map<String, HeadWeights> heads = new LinkedHashMap<>();
        tower.heads().forEach((name, head) -> heads.put(name, HeadWeights.read(head, tower.width(), parameters)));
        return new TowerWeights(stem, blocks, heads);
    }
}
