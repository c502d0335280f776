package org.panderm4j.weights.mapping;

import java.util.ArrayList;
import java.util.List;
import org.panderm4j.nn.tower.ParameterNames;
import org.panderm4j.nn.tower.ResNet;
import org.panderm4j.nn.tower.Stem.JointStem;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.weights.mapping.KeyTable.HeadLine;

/** An encoder over a picture's convolutional features and a text, from the shapes of its tensors. */
final class JointTowerReader {
    private static final String STAGES = ParameterNames.NETWORK + "stages.*.";

    private final TowerKeys keys;
    private final HyperParameters parameters;

    JointTowerReader(TowerKeys keys, HyperParameters parameters) {
        this.keys = keys;
        this.parameters = parameters;
    }

    Tower read(List<HeadLine> heads) {
        parameters.requireType();
        int width =
                parameters.size("width", keys.shape(ParameterNames.TOKENS, 2)[1], keys.source(ParameterNames.TOKENS));
        double eps = parameters.real("eps");
        return new Tower(
                stem(width, eps),
                new BlockReader(keys, parameters).read(width, eps),
                new HeadReader(keys, parameters, width).read(heads, eps));
    }

    private JointStem stem(int width, double eps) {
        ResNet network = network();
        int begin = parameters.id("bos");
        int end = parameters.id("eos");
        return new JointStem(
                parameters.integer("image_size"),
                network,
                imageBucket(),
                rows("vocab", ParameterNames.TOKENS),
                rows("positions", ParameterNames.POSITIONS),
                tokenBucket(),
                width,
                eps,
                parameters.id("pad"),
                // A picture given alone is accompanied by the empty text.
                List.of(begin, end));
    }

    private int rows(String field, String table) {
        return parameters.size(field, keys.shape(table, 2)[0], keys.source(table));
    }

    /** The table has a row for each place of a square, and one for no place. */
    private int imageBucket() {
        long rows = keys.shape(ParameterNames.IMAGE_POSITIONS, 2)[0];
        int side = (int) Math.round(Math.sqrt(rows - 1.0));
        if ((long) side * side + 1 != rows) {
            throw new MappingException("tensor " + keys.key(ParameterNames.IMAGE_POSITIONS)
                    + ": expected a square grid of places and one row more, found " + rows + " rows");
        }
        return parameters.size("image_bucket_size", side, keys.source(ParameterNames.IMAGE_POSITIONS));
    }

    private int tokenBucket() {
        String table = "blocks.*." + ParameterNames.TOKEN_DISTANCES;
        return parameters.size("token_bucket_size", (keys.shape(table, 2)[0] + 1) / 2, keys.source(table));
    }

    private ResNet network() {
        String first = ParameterNames.convolution(ParameterNames.NETWORK, 0);
        int channels = parameters.note("resnet_channels", (int) keys.shape(first, 4)[0], keys.source(first));
        // Stages are counted from 1.
        int count = keys.count(STAGES) - 1;
        List<ResNet.Stage> stages = new ArrayList<>();
        for (int stage = 0; stage < count; stage++) {
            stages.add(stage(stage));
        }
        List<Integer> blocks = stages.stream().map(ResNet.Stage::blocks).toList();
        parameters.note("resnet_blocks", blocks, keys.counted(STAGES));
        return new ResNet(channels, stages, parameters.real("bn_eps"));
    }

    private ResNet.Stage stage(int stage) {
        String block = ParameterNames.bottleneck(stage, 0);
        return new ResNet.Stage(
                keys.count(STAGES + "*.", stage + 1),
                (int) keys.shape(ParameterNames.convolution(block, 0), 4)[0],
                (int) keys.shape(ParameterNames.convolution(block, 2), 4)[0]);
    }
}
