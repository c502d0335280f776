package org.panderm4j.peers.fusion;

import java.util.Arrays;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.panderm4j.nn.fusion.FusionDesign;
import org.panderm4j.nn.fusion.FusionInputs;
import org.panderm4j.nn.fusion.FusionNetwork;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.peers.libtorch.LibtorchForward;
import org.panderm4j.peers.libtorch.LoadedMkl;
import org.panderm4j.peers.step.Stepper;

/** The same network by libtorch's autograd and {@code torch::optim::Adam}, in float32. */
final class LibtorchFusion implements Stepper {
    private final FusionDesign design;
    private final FusionInputs inputs;
    private final int[] labels;
    private final LibtorchLayers layers;
    private final Adam optimizer;
    private final String blas;

    private LibtorchFusion(FusionDesign design, LibtorchLayers layers, FusionInputs inputs, int[] labels, String blas) {
        this.design = design;
        this.inputs = inputs;
        this.labels = labels.clone();
        this.layers = layers;
        this.blas = blas;
        // Betas are left at libtorch's 0.9 and 0.999: the preset gives a C++ tuple as bare memory.
        AdamOptions options = new AdamOptions(FusionRecipe.RATE);
        options.eps().put(FusionRecipe.EPSILON);
        options.weight_decay().put(FusionRecipe.DECAY);
        optimizer = new Adam(layers.learned(), options);
    }

    /**
     * Loads a network.
     *
     * @throws IllegalStateException when libtorch has not taken MKL
     */
    static LibtorchFusion open(FusionDesign design, Weights weights, FusionInputs inputs, int[] labels, int threads) {
        torch.set_num_threads(threads);
        LibtorchLayers layers = new LibtorchLayers(
                weights, FusionNetwork.parameterShapes(design).keySet());
        return new LibtorchFusion(design, layers, inputs, labels, LoadedMkl.require());
    }

    @Override
    @SuppressWarnings("try") // a scope does its work by being open
    public Timed step() {
        try (PointerScope scope = new PointerScope()) {
            long start = System.nanoTime();
            optimizer.zero_grad();
            long[] classes = Arrays.stream(labels).asLongStream().toArray();
            Tensor targets = torch.from_blob(
                            new LongPointer(classes), new long[] {labels.length}, new TensorOptions(ScalarType.Long))
                    .clone();
            Tensor loss = torch.cross_entropy_loss(logits(), targets);
            loss.backward();
            long passed = System.nanoTime();
            optimizer.step();
            double value = loss.item_float();
            return new Timed(value, (passed - start) / 1e9, (System.nanoTime() - start) / 1e9);
        }
    }

    private Tensor logits() {
        Tensor clinical = LibtorchLayers.rows(inputs.clinical().orElseThrow());
        Tensor dermoscopic = LibtorchLayers.rows(inputs.dermoscopic().orElseThrow());
        Tensor joined = inputs.metadata().isEmpty()
                ? pictures(clinical, dermoscopic, null)
                : pictures(clinical, dermoscopic, metadata(inputs.metadata().get(), clinical, dermoscopic));
        Tensor hidden = torch.relu(layers.batchNorm("head.norm", layers.linear("head.hidden", joined)));
        return layers.linear("head.output", hidden);
    }

    /** What goes into the head, in its order. */
    private Tensor pictures(Tensor clinical, Tensor dermoscopic, Tensor metadata) {
        int heads = design.images().heads();
        Tensor x = clinical;
        Tensor c = dermoscopic;
        for (int step = 0; step < design.images().depth(); step++) {
            String name = "fusion.steps." + step;
            x = x.add(layers.attend(name + ".clinical", heads, x, c));
            c = c.add(layers.attend(name + ".dermoscopic", heads, c, x));
        }
        return metadata == null ? LibtorchLayers.beside(x, c) : LibtorchLayers.beside(c, metadata, x);
    }

    private Tensor metadata(float[][] rows, Tensor clinical, Tensor dermoscopic) {
        FusionDesign.Metadata form = design.metadata().orElseThrow();
        Tensor pictures = LibtorchLayers.beside(clinical, dermoscopic);
        Tensor m = layers.linear("metadata.projection", LibtorchLayers.rows(rows));
        for (int step = 0; step < form.depth(); step++) {
            String name = "metadata_fusion.steps." + step;
            Tensor wide = layers.linear(name + ".project_in", m);
            Tensor more = layers.attend(name, form.heads(), wide, pictures);
            m = m.add(layers.linear(name + ".project_out", more));
        }
        return m;
    }

    @Override
    public String version() {
        return LibtorchForward.release() + " (JavaCPP preset, " + blas + "), autograd, scaled_dot_product_attention;"
                + " a step is zero_grad, forward, loss, backward, torch::optim::Adam";
    }

    @Override
    public void close() {
        optimizer.close();
        layers.close();
    }
}
