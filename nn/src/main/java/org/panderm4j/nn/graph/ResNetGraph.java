package org.panderm4j.nn.graph;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.enums.WeightsFormat;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;
import org.panderm4j.nn.tower.ParameterNames;
import org.panderm4j.nn.tower.ResNet;

/**
 * A residual network of bottleneck blocks (He et al. 2016), [b, 3, H, W] to [b, channels, H / stride, W / stride].
 *
 * <p>For inference: kernels lie as checkpoints have them, (out, in, k, k), which ND4J's {@code conv2d} takes and its gradient
 * does not.
 */
final class ResNetGraph {
    private final ResNet network;
    private final Parameters parameters;

    ResNetGraph(ResNet network, Parameters parameters) {
        this.network = network;
        this.parameters = parameters;
    }

    SDVariable apply(SDVariable pixels) {
        SameDiff graph = pixels.getSameDiff();
        Convolution first = new Convolution(ParameterNames.NETWORK, 0, 3, network.channels(), 7, 2);
        SDVariable x = pooled(graph.nn.relu(convolve(pixels, first), 0)); // [b, c, H/4, W/4]
        for (int stage = 0; stage < network.stages().size(); stage++) {
            for (int i = 0; i < network.stages().get(stage).blocks(); i++) {
                x = bottleneck(x, stage, i);
            }
        }
        return x;
    }

    /** A 1 x 1, a 3 x 3 and a 1 x 1 convolution, the input added; a block that halves the picture does so on its 3 x 3. */
    private SDVariable bottleneck(SDVariable x, int stage, int index) {
        SameDiff graph = x.getSameDiff();
        ResNet.Stage sizes = network.stages().get(stage);
        String prefix = ParameterNames.bottleneck(stage, index);
        int middle = sizes.middle();
        int input = index == 0 ? network.input(stage) : sizes.output();
        int stride = index == 0 && stage > 0 ? 2 : 1;
        SDVariable y = graph.nn.relu(convolve(x, new Convolution(prefix, 0, input, middle, 1, 1)), 0);
        y = graph.nn.relu(convolve(y, new Convolution(prefix, 1, middle, middle, 3, stride)), 0);
        y = convolve(y, new Convolution(prefix, 2, middle, sizes.output(), 1, 1));
        SDVariable shortcut =
                index == 0 ? convolve(x, new Convolution(prefix, 3, input, sizes.output(), 1, stride)) : x;
        return graph.nn.relu(y.add(shortcut), 0);
    }

    /** Convolution {@code index} under a prefix: channels in and out, side of the kernel, stride. */
    private record Convolution(String prefix, int index, int in, int out, int kernel, int stride) {}

    /** Without a bias, the borders padded by zeros to keep H / stride, then its batch norm. */
    private SDVariable convolve(SDVariable x, Convolution sizes) {
        int kernel = sizes.kernel();
        SDVariable weight = parameters.get(
                ParameterNames.convolution(sizes.prefix(), sizes.index()), sizes.out(), sizes.in(), kernel, kernel);
        Conv2DConfig config = Conv2DConfig.builder()
                .kH(kernel)
                .kW(kernel)
                .sH(sizes.stride())
                .sW(sizes.stride())
                .pH(kernel / 2)
                .pW(kernel / 2)
                .dH(1)
                .dW(1)
                .paddingMode(PaddingMode.VALID) // the name for padding as given in pH and pW
                .dataFormat(Conv2DConfig.NCHW)
                .weightsFormat(WeightsFormat.OIYX)
                .build();
        SDVariable y = x.getSameDiff().cnn.conv2d(x, weight, config);
        return normalised(y, ParameterNames.batchNorm(sizes.prefix(), sizes.index()), sizes.out());
    }

    /** (x - mean) / sqrt(variance + eps) * weight + bias for each channel, as one factor and one summand. */
    private SDVariable normalised(SDVariable x, String name, int channels) {
        SameDiff graph = x.getSameDiff();
        SDVariable variance = parameters.get(name + ".variance", channels);
        SDVariable factor =
                parameters.get(name + ".weight", channels).div(graph.math.sqrt(variance.add(network.eps())));
        SDVariable summand = parameters
                .get(name + ".bias", channels)
                .sub(parameters.get(name + ".mean", channels).mul(factor));
        return x.mul(graph.reshape(factor, 1, channels, 1, 1)).add(graph.reshape(summand, 1, channels, 1, 1));
    }

    /** The largest of 3 x 3, every second place; what lies beyond the border never is. */
    private static SDVariable pooled(SDVariable x) {
        Pooling2DConfig config = Pooling2DConfig.builder()
                .kH(3)
                .kW(3)
                .sH(2)
                .sW(2)
                .pH(1)
                .pW(1)
                .dH(1)
                .dW(1)
                .paddingMode(PaddingMode.VALID)
                .isNHWC(false)
                .build();
        return x.getSameDiff().cnn.maxPooling2d(x, config);
    }
}
