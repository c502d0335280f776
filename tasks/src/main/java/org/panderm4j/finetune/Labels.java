package org.panderm4j.finetune;

import java.util.List;
import org.panderm4j.data.multimodal.Case;
import org.panderm4j.data.multimodal.CaseTable;
import org.panderm4j.nn.fusion.FusionDesign;
import org.panderm4j.nn.fusion.FusionTargets;

/** What cases are, output by output. */
final class Labels {
    private Labels() {}

    /** [outputs][cases]; unknown where a case does not say. */
    static int[][] of(CaseTable table, FusionDesign design) {
        List<Case> cases = table.cases();
        int[][] labels = new int[design.outputs().size()][cases.size()];
        for (int i = 0; i < cases.size(); i++) {
            labels[0][i] = cases.get(i).label().orElse(FusionTargets.UNKNOWN);
            for (int k = 1; k < labels.length; k++) {
                labels[k][i] = cases.get(i)
                        .criteria()
                        .getOrDefault(design.outputs().get(k).name(), FusionTargets.UNKNOWN);
            }
        }
        return labels;
    }

    /** Those of some cases, of one output. */
    static int[] some(int[] labels, int... cases) {
        int[] some = new int[cases.length];
        for (int i = 0; i < some.length; i++) {
            some[i] = labels[cases[i]];
        }
        return some;
    }
}
