package org.panderm4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.panderm4j.data.image.ImageDecoder;
import org.panderm4j.data.image.Picture;
import org.panderm4j.data.image.Pixels;
import org.panderm4j.data.resample.Samples;
import org.panderm4j.data.transform.ColorOrder;
import org.panderm4j.data.transform.ImageTransform;
import org.panderm4j.data.transform.PictureBuffers;
import org.panderm4j.data.transform.PreprocessConfig;

/** Pictures a second from a JPEG file of 1022 x 767 to the network's input of 224 x 224, as the workers of the program do it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PicturePipelineBenchmark {
    private final ImageTransform transform = new ImageTransform(PreprocessConfig.OPENAI_224, ColorOrder.SOURCE_MODE);
    private Path file;

    /** What a worker owns. */
    @State(Scope.Thread)
    public static class Worker {
        private final PictureBuffers buffers = new PictureBuffers();

        @TearDown
        public void close() {
            buffers.close();
        }
    }

    @Setup(Level.Trial)
    public void write() throws IOException {
        file = Files.createTempFile("skin", ".jpg");
        Files.write(file, MadeUpJpeg.bytes(1));
    }

    @TearDown(Level.Trial)
    public void delete() throws IOException {
        Files.delete(file);
    }

    @Benchmark
    @Threads(1)
    public float[] oneThread(Worker worker) throws IOException {
        return transform.normalize(transform.load(file, worker.buffers));
    }

    @Benchmark
    @Threads(2)
    public float[] twoThreads(Worker worker) throws IOException {
        return transform.normalize(transform.load(file, worker.buffers));
    }

    /** The plain way to the same values: nothing kept from picture to picture, rows resampled one by one. */
    @Benchmark
    @Threads(1)
    public float[] oneThreadRowwise() throws IOException {
        Picture picture = ImageDecoder.decode(file);
        Samples source = new Samples(picture.width(), picture.height(), 3, picture.samples());
        Samples resized = RowwiseResampler.resize(source, ResamplerBenchmark.CROP);
        return transform.normalize(new Pixels(resized.width(), resized.height(), resized.data()));
    }
}
