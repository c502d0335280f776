package org.panderm4j.benchmarks;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.panderm4j.data.image.DecodeBuffer;
import org.panderm4j.data.image.ImageDecoder;
import org.panderm4j.data.image.Picture;
import org.panderm4j.data.image.Pixels;
import org.panderm4j.data.resample.Filter;
import org.panderm4j.data.resample.Resampler;
import org.panderm4j.data.resample.Samples;
import org.panderm4j.data.resample.Scratch;
import org.panderm4j.data.resample.Sizing;
import org.panderm4j.data.transform.ColorOrder;
import org.panderm4j.data.transform.ImageTransform;
import org.panderm4j.data.transform.PreprocessConfig;

/** From the bytes of a JPEG of a dermatoscope's usual size to the network's input, step by step. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ResamplerBenchmark {
    private static final int SIDE = 224;
    private static final int WIDTH_AT_SIDE = MadeUpJpeg.WIDTH * SIDE / MadeUpJpeg.HEIGHT;
    /** The centre of the picture at a shorter side of 224 pixels. */
    static final Sizing CROP = new Sizing(WIDTH_AT_SIDE, SIDE, (WIDTH_AT_SIDE - SIDE) / 2, 0, SIDE, SIDE);

    private final ImageTransform transform = new ImageTransform(PreprocessConfig.OPENAI_224, ColorOrder.SOURCE_MODE);
    private final Scratch scratch = new Scratch();
    private final DecodeBuffer buffer = new DecodeBuffer();
    private byte[] jpeg;
    private Picture picture;
    private Samples samples;
    private Pixels pixels;

    @Setup
    public void prepare() throws IOException {
        jpeg = MadeUpJpeg.bytes(1);
        picture = ImageDecoder.decode(jpeg, "benchmark");
        samples = new Samples(picture.width(), picture.height(), 3, picture.samples());
        pixels = transform.apply(picture);
        if (!Arrays.equals(resizeCrop().data(), resizeCropRowwise().data())) {
            throw new IllegalStateException("the two resizes differ, so that their times say nothing");
        }
    }

    /** Into fresh memory. */
    @Benchmark
    public Picture decode() throws IOException {
        return ImageDecoder.decode(jpeg, "benchmark");
    }

    /** Into memory that is kept from picture to picture. */
    @Benchmark
    public Picture decodeKept() throws IOException {
        return ImageDecoder.decode(jpeg, "benchmark", buffer);
    }

    /** Bicubic to a shorter side of 224 pixels, every column of the result. */
    @Benchmark
    public Samples resizeWhole() {
        return Resampler.resize(samples, false, Sizing.whole(WIDTH_AT_SIDE, SIDE), Filter.BICUBIC, scratch);
    }

    /** The same, only the columns of the centre crop. */
    @Benchmark
    public Samples resizeCrop() {
        return Resampler.resize(samples, false, CROP, Filter.BICUBIC, scratch);
    }

    /** The same as plain loops along rows. */
    @Benchmark
    public Samples resizeCropRowwise() {
        return RowwiseResampler.resize(samples, CROP);
    }

    @TearDown
    public void close() {
        buffer.close();
    }

    @Benchmark
    public float[] normalize() {
        return transform.normalize(pixels);
    }

    /** All of it, in memory that is kept. */
    @Benchmark
    public float[] prepareOne() throws IOException {
        return transform.normalize(transform.apply(ImageDecoder.decode(jpeg, "benchmark", buffer), scratch));
    }
}
