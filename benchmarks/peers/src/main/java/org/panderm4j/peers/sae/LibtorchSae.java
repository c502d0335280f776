package org.panderm4j.peers.sae;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.panderm4j.nn.sae.SaeDesign;
import org.panderm4j.nn.sae.SaeWeights;
import org.panderm4j.nn.sae.Sparsity;
import org.panderm4j.peers.libtorch.LibtorchForward;
import org.panderm4j.peers.libtorch.LoadedMkl;
import org.panderm4j.peers.step.Stepper;

/** The same by libtorch's autograd and {@code torch::optim::Adam}, in float32, as a user of PyTorch writes it. */
final class LibtorchSae implements Stepper {
    private final SaeDesign design;
    private final Tensor bias;
    private final Tensor encoder;
    private final Tensor encoderBias;
    private final Tensor decoder;
    private final Tensor x;
    private final Adam optimizer;
    private final String blas;

    /**
     * Copies weights and rows.
     *
     * @throws IllegalStateException when libtorch has not taken MKL
     */
    LibtorchSae(SaeWeights weights, FloatBuffer rows, int count, int threads) {
        torch.set_num_threads(threads);
        design = weights.design();
        long n = design.inputs();
        long m = design.features();
        bias = learned(weights.tiedBias(), n);
        encoder = learned(weights.encoderWeight(), m, n);
        encoderBias = learned(weights.encoderBias(), m);
        decoder = learned(weights.decoderWeight(), n, m);
        float[] values = new float[rows.remaining()];
        rows.get(rows.position(), values);
        x = tensor(values, count, n);
        // Betas are left at libtorch's 0.9 and 0.999: the preset gives a C++ tuple as bare memory.
        AdamOptions options = new AdamOptions(SaeRecipe.RATE);
        options.eps().put(SaeRecipe.EPSILON);
        optimizer = new Adam(new TensorVector(bias, encoder, encoderBias, decoder), options);
        blas = LoadedMkl.require();
    }

    private static Tensor learned(float[] values, long... shape) {
        Tensor tensor = tensor(values, shape);
        tensor.set_requires_grad(true);
        return tensor;
    }

    private static Tensor tensor(float[] values, long... shape) {
        return torch.from_blob(new FloatPointer(values), shape).clone();
    }

    @Override
    @SuppressWarnings("try") // a scope does its work by being open
    public Timed step() {
        try (PointerScope scope = new PointerScope()) {
            long start = System.nanoTime();
            optimizer.zero_grad();
            Tensor loss = loss();
            loss.backward();
            project();
            long passed = System.nanoTime();
            optimizer.step();
            constrain();
            double value = loss.item_float();
            return new Timed(value, (passed - start) / 1e9, (System.nanoTime() - start) / 1e9);
        }
    }

    private Tensor loss() {
        Tensor f = active(torch.relu(torch.linear(x.sub(bias), encoder, new TensorOptional(encoderBias))));
        Tensor decoded = torch.linear(f, decoder).add(bias);
        Tensor l1 = f.abs().sum(1); // [rows]
        Tensor l2 = decoded.sub(x).square().mean(1); // [rows]
        return l1.mul(new Scalar(SaeState.LAMBDA)).add(l2).mean();
    }

    private Tensor active(Tensor f) {
        if (!(design.sparsity() instanceof Sparsity.TopK top)) {
            return f;
        }
        T_TensorTensor_T largest = torch.topk(f, top.k(), 1, true, false);
        return torch.zeros_like(f).scatter(1, largest.get1(), largest.get0());
    }

    /** Takes the part along each dictionary vector from its gradient. */
    @SuppressWarnings("try") // gradients are off while it is open
    private void project() {
        try (NoGradGuard guard = new NoGradGuard()) {
            Tensor unit = decoder.div(lengths());
            Tensor gradient = decoder.grad();
            gradient.sub_(unit.mul(unit.mul(gradient).sum(new long[] {0}, true, new ScalarTypeOptional())));
        }
    }

    @SuppressWarnings("try") // gradients are off while it is open
    private void constrain() {
        try (NoGradGuard guard = new NoGradGuard()) {
            decoder.div_(lengths().clamp_min_(new Scalar(SaeRecipe.LEAST_LENGTH)));
        }
    }

    /** Of the dictionary vectors, [1, m]. */
    private Tensor lengths() {
        return decoder.norm(new ScalarOptional(new Scalar(2)), new long[] {0}, true);
    }

    @Override
    public String version() {
        return LibtorchForward.release() + " (JavaCPP preset, " + blas + "), autograd;"
                + " a step is zero_grad, forward, loss, backward, projection, torch::optim::Adam, constraint";
    }

    @Override
    public void close() {
        optimizer.close();
    }
}
