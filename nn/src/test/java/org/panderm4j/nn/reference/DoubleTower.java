package org.panderm4j.nn.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.Tower;

/** A tower in plain loops, one sequence at a time. */
public final class DoubleTower {
    private final Tower tower;
    private final DoubleLayers layers;

    public DoubleTower(Tower tower, Map<String, double[]> weights) {
        this.tower = tower;
        this.layers = new DoubleLayers(weights);
    }

    /** Everything that the tower gives out, by the names of the graph's outputs, in C order. */
    public Map<String, double[]> run(Batch batch) {
        List<Map<String, double[][]>> each = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            Map<String, double[][]> outputs = new LinkedHashMap<>();
            finish(stem(batch, i, outputs), outputs);
            each.add(outputs);
        }
        Map<String, double[]> all = new LinkedHashMap<>();
        for (String name : each.get(0).keySet()) {
            all.put(
                    name,
                    each.stream()
                            .flatMap(one -> Arrays.stream(one.get(name)))
                            .flatMapToDouble(Arrays::stream)
                            .toArray());
        }
        return all;
    }

    private DoubleSequence stem(Batch batch, int index, Map<String, double[][]> outputs) {
        DoubleStem stem = new DoubleStem(layers);
        return batch instanceof Batch.Images images
                ? stem.image(
                        images.pixels().get(index), images.height(), images.width(), (PatchStem) tower.stem(), outputs)
                : stem.text(((Batch.Texts) batch).ids()[index], (TokenStem) tower.stem());
    }

    private void finish(DoubleSequence sequence, Map<String, double[][]> outputs) {
        outputs.put("stem", sequence.tokens());
        double[][] last = sequence.tokens();
        for (int i = 0; i < tower.blocks().size(); i++) {
            last = new DoubleBlock(layers, "blocks." + i + ".", tower.blocks().get(i), sequence).apply(last);
            outputs.put("block." + i, last);
        }
        double[][] x = last;
        tower.heads().forEach((name, head) -> {
            DoubleHead readOut = new DoubleHead(layers, head);
            double[][] tokens = readOut.tokens(x);
            if (head.tokenNorm()) {
                outputs.put(name + ".tokens", tokens);
            }
            double[][] pooled = readOut.pooled(tokens, sequence);
            outputs.put(name + ".pooled", pooled);
            outputs.put(name, readOut.projected(pooled));
        });
    }
}
