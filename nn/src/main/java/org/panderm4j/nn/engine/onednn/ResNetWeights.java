package org.panderm4j.nn.engine.onednn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.panderm4j.nn.tower.ParameterNames;
import org.panderm4j.nn.tower.ResNet;

/**
 * The convolutions of a residual network, batch norms inside.
 *
 * @param first its first convolution
 * @param bottlenecks of all stages, in order
 */
record ResNetWeights(Convolution first, List<Bottleneck> bottlenecks) {
    private static final int FIRST_KERNEL = 7;
    /** Sides of the kernels of a bottleneck block. */
    private static final int[] KERNELS = {1, 3, 1};

    /**
     * A bottleneck block.
     *
     * @param branch its three convolutions
     * @param shortcut the convolution beside them, if there is one
     */
    record Bottleneck(List<Convolution> branch, Optional<Convolution> shortcut) {}

    /**
     * @param image side of a picture in pixels
     */
    static ResNetWeights read(ResNet network, int image, Parameters own) {
        Convolution first = convolution(
                ParameterNames.NETWORK,
                0,
                new Convolution.Sizes(3, network.channels(), FIRST_KERNEL, 2, image),
                network,
                own);
        List<Bottleneck> bottlenecks = new ArrayList<>();
        int side = image / 4;
        for (int stage = 0; stage < network.stages().size(); stage++) {
            for (int i = 0; i < network.stages().get(stage).blocks(); i++) {
                int stride = i == 0 && stage > 0 ? 2 : 1;
                bottlenecks.add(bottleneck(network, stage, i, side, own));
                side /= stride;
            }
        }
        return new ResNetWeights(first, bottlenecks);
    }

    /** A block that halves the picture does so on its 3 x 3 convolution. */
    private static Bottleneck bottleneck(ResNet network, int stage, int index, int side, Parameters own) {
        ResNet.Stage sizes = network.stages().get(stage);
        String prefix = ParameterNames.bottleneck(stage, index);
        int stride = index == 0 && stage > 0 ? 2 : 1;
        int[] channels = {
            index == 0 ? network.input(stage) : sizes.output(), sizes.middle(), sizes.middle(), sizes.output()
        };
        List<Convolution> branch = new ArrayList<>();
        int before = side;
        for (int i = 0; i < KERNELS.length; i++) {
            Convolution.Sizes one =
                    new Convolution.Sizes(channels[i], channels[i + 1], KERNELS[i], i == 1 ? stride : 1, before);
            branch.add(convolution(prefix, i, one, network, own));
            before = one.outputSide();
        }
        Optional<Convolution> shortcut = index > 0
                ? Optional.empty()
                : Optional.of(convolution(
                        prefix,
                        KERNELS.length,
                        new Convolution.Sizes(channels[0], sizes.output(), 1, stride, side),
                        network,
                        own));
        return new Bottleneck(branch, shortcut);
    }

    /** Each output channel is multiplied by weight / sqrt(variance + eps); the rest of the norm is the bias. */
    private static Convolution convolution(
            String prefix, int index, Convolution.Sizes sizes, ResNet network, Parameters own) {
        String norm = ParameterNames.batchNorm(prefix, index);
        int out = sizes.out();
        float[] factors = own.values(norm + ".weight", out);
        float[] variance = own.values(norm + ".variance", out);
        float[] bias = own.values(norm + ".bias", out);
        float[] mean = own.values(norm + ".mean", out);
        for (int i = 0; i < out; i++) {
            factors[i] = (float) (factors[i] / Math.sqrt(variance[i] + network.eps()));
            bias[i] -= mean[i] * factors[i];
        }
        return own.convolution(ParameterNames.convolution(prefix, index), sizes, factors, bias);
    }
}
