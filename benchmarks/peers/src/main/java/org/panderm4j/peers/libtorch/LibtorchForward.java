package org.panderm4j.peers.libtorch;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.peers.tower.Flat;
import org.panderm4j.peers.tower.Forward;
import org.panderm4j.peers.tower.TowerForward;

/** A tower in libtorch, all of it in f32 or all of it in bf16. */
public final class LibtorchForward implements Forward {
    private static final Pattern VERSION = Pattern.compile("TORCH_VERSION=([^, ]+)");

    private final LibtorchOps ops;
    private final TowerForward<Tensor> tower;
    private final String blas;

    /**
     * How it computes.
     *
     * @param bf16 whether everything is in bf16, else in f32
     * @param fusedAttention whether attention is {@code scaled_dot_product_attention}, else two products and a softmax
     */
    public record Form(boolean bf16, boolean fusedAttention) {}

    private LibtorchForward(LibtorchOps ops, TowerForward<Tensor> tower, String blas) {
        this.ops = ops;
        this.tower = tower;
        this.blas = blas;
    }

    /**
     * Loads a tower.
     *
     * @param length tokens of a row of ids
     * @throws IllegalStateException when libtorch has not taken MKL
     */
    public static LibtorchForward open(Tower tower, Weights weights, int length, int threads, Form form) {
        torch.set_num_threads(threads);
        LibtorchOps ops = new LibtorchOps(form.bf16() ? ScalarType.BFloat16 : ScalarType.Float, form.fusedAttention());
        TowerForward<Tensor> forward = tower.stem() instanceof TokenStem
                ? TowerForward.texts(ops, tower, weights, length)
                : TowerForward.images(ops, tower, weights);
        return new LibtorchForward(ops, forward, LoadedMkl.require());
    }

    @Override
    @SuppressWarnings("try") // what they do, they do by being open
    public float[][] features(Batch batch) {
        try (InferenceMode mode = new InferenceMode(true);
                PointerScope scope = new PointerScope()) {
            Tensor features = batch instanceof Batch.Images images ? ofImages(images) : ofTexts((Batch.Texts) batch);
            Tensor plain = features.to(ScalarType.Float).contiguous(); // [b, d]
            float[] values = new float[Math.toIntExact(plain.numel())];
            plain.data_ptr_float().get(values);
            return new org.panderm4j.nn.engine.Tensor(values, plain.size(0), plain.size(1)).rows();
        }
    }

    private Tensor ofImages(Batch.Images images) {
        FloatPointer pixels = new FloatPointer(Flat.pixels(images));
        return tower.ofPixels(ops.tensor(pixels, images.size(), 3, images.height(), images.width()));
    }

    private Tensor ofTexts(Batch.Texts texts) {
        long[] values = Flat.ids(texts);
        long[] shape = {texts.size(), texts.length()};
        Tensor ids = torch.from_blob(new LongPointer(values), shape, new TensorOptions(ScalarType.Long));
        return tower.ofIds(ids, ops.tensor(new FloatPointer(Flat.mask(values)), shape));
    }

    @Override
    public String version() {
        return release() + " (JavaCPP preset, " + blas + ")";
    }

    public static String release() {
        Matcher version = VERSION.matcher(torch.show_config().getString());
        return "libtorch " + (version.find() ? version.group(1) : "?");
    }

    @Override
    public void close() {
        ops.close();
    }
}
