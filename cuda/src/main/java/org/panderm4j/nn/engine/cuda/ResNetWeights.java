package org.panderm4j.nn.engine.cuda;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.panderm4j.nn.engine.cuda.Parameters.Kind;
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

    /** All convolutions. */
    Stream<Convolution> all() {
        return Stream.concat(
                Stream.of(first),
                bottlenecks.stream().flatMap(one -> Stream.concat(one.branch().stream(), one.shortcut().stream())));
    }

    /**
     * @param image side of a picture in pixels
     */
    static ResNetWeights read(ResNet network, int image, Parameters own) {
        Reader reader = new Reader(own, network);
        Convolution first = reader.convolution(
                ParameterNames.NETWORK, 0, 3, network.channels(), new int[] {FIRST_KERNEL, 2, image});
        List<Bottleneck> bottlenecks = new ArrayList<>();
        int side = image / 4;
        for (int stage = 0; stage < network.stages().size(); stage++) {
            for (int i = 0; i < network.stages().get(stage).blocks(); i++) {
                bottlenecks.add(reader.bottleneck(stage, i, side));
                side /= i == 0 && stage > 0 ? 2 : 1;
            }
        }
        return new ResNetWeights(first, bottlenecks);
    }

    /** Reads the parts of one network. */
    private record Reader(Parameters own, ResNet network) {
        /** A block that halves the picture does so on its 3 x 3 convolution. */
        Bottleneck bottleneck(int stage, int index, int side) {
            ResNet.Stage sizes = network.stages().get(stage);
            String prefix = ParameterNames.bottleneck(stage, index);
            int stride = index == 0 && stage > 0 ? 2 : 1;
            int input = index == 0 ? network.input(stage) : sizes.output();
            int[] channels = {input, sizes.middle(), sizes.middle(), sizes.output()};
            List<Convolution> branch = new ArrayList<>();
            int before = side;
            for (int i = 0; i < KERNELS.length; i++) {
                int[] form = {KERNELS[i], i == 1 ? stride : 1, before};
                branch.add(convolution(prefix, i, channels[i], channels[i + 1], form));
                before = branch.get(i).outputSide();
            }
            Optional<Convolution> shortcut = index > 0
                    ? Optional.empty()
                    : Optional.of(
                            convolution(prefix, KERNELS.length, input, sizes.output(), new int[] {1, stride, side}));
            return new Bottleneck(branch, shortcut);
        }

        /**
         * Each output channel is multiplied by weight / sqrt(variance + eps); the rest of the norm is the bias.
         *
         * @param form side of the kernel, stride, side of the picture
         */
        Convolution convolution(String prefix, int index, int in, int out, int... form) {
            String norm = ParameterNames.batchNorm(prefix, index);
            float[] factors = own.values(norm + ".weight", out);
            float[] variance = own.values(norm + ".variance", out);
            float[] bias = own.values(norm + ".bias", out);
            float[] mean = own.values(norm + ".mean", out);
            for (int i = 0; i < out; i++) {
                factors[i] = (float) (factors[i] / Math.sqrt(variance[i] + network.eps()));
                bias[i] -= mean[i] * factors[i];
            }
            int kernel = form[0];
            String name = ParameterNames.convolution(prefix, index);
            float[] matrix = byPlaces(own.values(name, out, in, kernel, kernel), in, kernel * kernel, factors);
            boolean direct = kernel == 1 && form[1] == 1;
            float[] rows = direct ? matrix : Parameters.padded(matrix, in * kernel * kernel);
            Linear linear = own.linear(name, Kind.EXACT, rows, Optional.of(bias), out);
            return new Convolution(linear, in, kernel, form[1], form[2]);
        }

        /** Kernels (out, in, places) as (out, places, in), each output multiplied by its factor. */
        private static float[] byPlaces(float[] kernels, int in, int places, float... factors) {
            float[] turned = new float[kernels.length];
            int each = in * places;
            for (int i = 0; i < kernels.length; i++) {
                int out = i / each;
                int channel = i % each / places;
                int place = i % places;
                turned[out * each + place * in + channel] = kernels[i] * factors[out];
            }
            return turned;
        }
    }
}
