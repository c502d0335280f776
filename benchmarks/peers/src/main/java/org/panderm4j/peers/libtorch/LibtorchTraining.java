package org.panderm4j.peers.libtorch;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.peers.libtorch.LibtorchForward.Form;
import org.panderm4j.peers.tower.Flat;
import org.panderm4j.peers.tower.TowerForward;
import org.panderm4j.peers.train.Recipe;
import org.panderm4j.peers.train.Training;

/**
 * Training with libtorch's autograd and its AdamW. Weights and what the optimiser remembers are f32; bf16 is autocast of the
 * forward pass, which the backward pass follows. The third of the bias of queries, keys and values that a tower without key
 * biases lacks starts at 0 and learns with the rest: softmax does not see it.
 */
public final class LibtorchTraining implements Training {
    private final LibtorchOps ops;
    private final TowerForward<Tensor> tower;
    private final boolean bf16;
    private final int width;
    private final AdamW optimizer;
    private final String blas;

    private LibtorchTraining(LibtorchOps ops, TowerForward<Tensor> tower, boolean bf16, int width, String blas) {
        this.ops = ops;
        this.tower = tower;
        this.bf16 = bf16;
        this.width = width;
        this.blas = blas;
        optimizer = optimizer(ops.learned());
    }

    /** Betas are left at libtorch's 0.9 and 0.999, the recipe's: the preset gives a C++ tuple as bare memory, in either order. */
    private static AdamW optimizer(TensorVector learned) {
        AdamWOptions options = new AdamWOptions(Recipe.RATE);
        options.eps().put(Recipe.EPSILON);
        options.weight_decay().put(Recipe.DECAY);
        return new AdamW(learned, options);
    }

    /**
     * Loads an image tower.
     *
     * @throws IllegalStateException when libtorch has not taken MKL
     */
    public static LibtorchTraining open(Tower tower, Weights weights, int threads, Form form) {
        torch.set_num_threads(threads);
        torch.set_autocast_dtype(DeviceType.CPU, ScalarType.BFloat16);
        // A step uses each matrix once, and changes it: there is nothing to keep in bf16.
        torch.set_autocast_cache_enabled(false);
        LibtorchOps ops = new LibtorchOps(ScalarType.Float, form.fusedAttention());
        TowerForward<Tensor> forward = TowerForward.images(ops, tower, weights);
        int width = tower.outputWidth(Tower.EMBEDDING);
        return new LibtorchTraining(ops, forward, form.bf16(), width, LoadedMkl.require());
    }

    @Override
    @SuppressWarnings("try") // a scope does its work by being open
    public double step(Batch.Images batch) {
        try (PointerScope scope = new PointerScope()) {
            Tensor loss = loss(features(batch), texts(batch.size()));
            loss.backward();
            optimizer.step();
            optimizer.zero_grad();
            return loss.item_float();
        }
    }

    /** [b, d], f32: the last operation is a norm, which autocast leaves alone. */
    private Tensor features(Batch.Images batch) {
        FloatPointer values = new FloatPointer(Flat.pixels(batch));
        Tensor pixels = ops.tensor(values, batch.size(), 3, batch.height(), batch.width());
        torch.set_autocast_enabled(DeviceType.CPU, bf16);
        try {
            return tower.ofPixels(pixels);
        } finally {
            torch.set_autocast_enabled(DeviceType.CPU, false);
        }
    }

    private Tensor texts(int size) {
        float[] values = new float[size * width];
        float[][] rows = Recipe.texts(size, width);
        for (int i = 0; i < size; i++) {
            System.arraycopy(rows[i], 0, values, i * width, width);
        }
        return ops.tensor(new FloatPointer(values), size, width);
    }

    /** The mean of both cross entropies, each picture among all texts and each text among all pictures. */
    private static Tensor loss(Tensor features, Tensor texts) {
        Tensor logits = torch.normalize(features).matmul(texts.t()).mul(new Scalar(Recipe.SCALE)); // [b, b]
        Tensor own = torch.arange(new Scalar(logits.size(0)), new TensorOptions(ScalarType.Long));
        Tensor both = torch.cross_entropy_loss(logits, own).add(torch.cross_entropy_loss(logits.t(), own));
        return both.mul(new Scalar(0.5));
    }

    @Override
    public String version() {
        return LibtorchForward.release() + " (JavaCPP preset, " + blas + "), autograd, AdamW of its own"
                + (bf16 ? ", autocast" : "");
    }

    @Override
    public void close() {
        optimizer.close();
        ops.close();
    }
}
