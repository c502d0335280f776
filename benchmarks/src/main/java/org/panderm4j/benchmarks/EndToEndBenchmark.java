package org.panderm4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.panderm4j.data.image.ImageDecoder;
import org.panderm4j.data.image.Picture;
import org.panderm4j.data.resample.Scratch;
import org.panderm4j.data.transform.ColorOrder;
import org.panderm4j.data.transform.ImageTransform;
import org.panderm4j.data.transform.PreprocessConfig;
import org.panderm4j.model.PicturesAhead;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.Encoder;
import org.panderm4j.nn.engine.EngineOptions;
import org.panderm4j.nn.engine.Engines;
import org.panderm4j.nn.tower.Tower;

/** From JPEGs of 1022 x 767 to features: decode, transform, encode; the counter {@code pictures} is images a second. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class EndToEndBenchmark {
    private static final int BATCHES = 4;

    private final ImageTransform transform = new ImageTransform(PreprocessConfig.OPENAI_224, ColorOrder.SOURCE_MODE);
    private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);

    /** What was encoded, counted by JMH over the time of an iteration. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Counter {
        public long pictures;
    }

    @Param({EngineOptions.AUTO})
    String engine;

    @Param({"SMALL"})
    Vit model;

    @Param({"8"})
    int batch;

    private Encoder encoder;
    private Path folder;
    private final List<byte[]> jpegs = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();

    @Setup
    public void open() throws IOException {
        Tower tower = model.tower();
        encoder = Engines.open(
                tower, new NoiseWeights(tower), "", new EngineOptions(engine, EngineOptions.Precision.AUTO, 0));
        folder = Files.createTempDirectory("pictures");
        for (int i = 0; i < BATCHES * batch; i++) {
            jpegs.add(MadeUpJpeg.bytes(i));
            files.add(Files.write(folder.resolve(i + ".jpg"), jpegs.get(i)));
        }
    }

    @TearDown
    public void close() throws IOException {
        encoder.close();
        for (Path file : files) {
            Files.delete(file);
        }
        Files.delete(folder);
    }

    /** A batch after the other: its pictures one after the other in the calling thread, then the network. */
    @Benchmark
    public float[][] fromBytes(Counter counter) throws IOException {
        List<float[]> pixels = new ArrayList<>();
        for (byte[] jpeg : jpegs.subList(0, batch)) {
            pixels.add(prepare(ImageDecoder.decode(jpeg, "benchmark")));
        }
        counter.pictures += batch;
        return features(pixels);
    }

    /** Some batches of files, prepared by as many threads as there are cores while the network runs, as the program does it. */
    @Benchmark
    public void fromFiles(Counter counter, Blackhole features) throws IOException {
        int workers = Runtime.getRuntime().availableProcessors();
        int ahead = Math.max(2 * batch, 2 * workers);
        try (PicturesAhead<float[]> prepared = new PicturesAhead<>(
                files, (file, buffers) -> transform.normalize(transform.load(file, buffers)), workers, ahead)) {
            while (prepared.hasNext()) {
                features.consume(features(next(prepared)));
            }
        }
        counter.pictures += files.size();
    }

    private float[] prepare(Picture picture) {
        return transform.normalize(transform.apply(picture, scratch.get()));
    }

    private List<float[]> next(PicturesAhead<float[]> prepared) throws IOException {
        List<float[]> pixels = new ArrayList<>();
        while (pixels.size() < batch && prepared.hasNext()) {
            pixels.add(prepared.next().value());
        }
        return pixels;
    }

    private float[][] features(List<float[]> pixels) {
        PreprocessConfig size = transform.config();
        return encoder.features(new Batch.Images(pixels, size.height(), size.width()), Tower.EMBEDDING);
    }
}
