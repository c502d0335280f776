package org.panderm4j.nn.tower;

import java.util.List;

/**
 * A residual network of bottleneck blocks without its classifier (He et al. 2016): a 7 x 7 convolution of stride 2, batch norm,
 * ReLU, a 3 x 3 max pool of stride 2, then stages. The first block of a stage has a 1 x 1 convolution as shortcut; from the
 * second stage on that block halves the picture, on its 3 x 3 convolution. Batch norms take their stored statistics.
 *
 * @param channels of the first convolution
 * @param stages first to last
 * @param eps added to the variance in batch norms
 */
public record ResNet(int channels, List<Stage> stages, double eps) {
    public ResNet {
        stages = List.copyOf(stages);
        if (channels <= 0 || stages.isEmpty() || !(eps > 0)) {
            throw new IllegalArgumentException(
                    "expected channels, stages and a positive eps, found " + channels + ", " + stages + ", " + eps);
        }
    }

    /**
     * Bottleneck blocks of one resolution.
     *
     * @param blocks how many
     * @param middle channels of the 3 x 3 convolution
     * @param output channels of the result
     */
    public record Stage(int blocks, int middle, int output) {
        public Stage {
            if (blocks <= 0 || middle <= 0 || output <= 0) {
                throw new IllegalArgumentException(
                        "expected positive sizes of a stage, found " + blocks + ", " + middle + ", " + output);
            }
        }
    }

    /** Pixels of one side that end in one position of the result. */
    public int stride() {
        return 4 << (stages.size() - 1);
    }

    /** Positions of one side of a picture of so many pixels, a multiple of {@link #stride}. */
    public int grid(int image) {
        return image / stride();
    }

    /** Channels of the result. */
    public int output() {
        return stages.get(stages.size() - 1).output();
    }

    /** Channels that go into stage {@code index}. */
    public int input(int index) {
        return index == 0 ? channels : stages.get(index - 1).output();
    }
}
