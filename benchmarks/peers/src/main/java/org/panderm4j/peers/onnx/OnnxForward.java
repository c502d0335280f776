package org.panderm4j.peers.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.peers.onnx.OnnxOps.AttentionForm;
import org.panderm4j.peers.tower.Flat;
import org.panderm4j.peers.tower.Forward;

/** A tower in ONNX Runtime, f32, every graph optimisation on. */
public final class OnnxForward implements Forward {
    private final OrtEnvironment environment;
    private final OrtSession session;

    private OnnxForward(OrtEnvironment environment, OrtSession session) {
        this.environment = environment;
        this.session = session;
    }

    /**
     * Loads a tower by way of files in a temporary folder, gone when this returns.
     *
     * @param length tokens of a row of ids
     */
    public static OnnxForward open(Tower tower, Weights weights, int length, int threads, AttentionForm form) {
        try {
            Path folder = Files.createTempDirectory("peers-onnx");
            try {
                Path model = OnnxTower.write(folder, tower, weights, length, form);
                return open(model, threads);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the ONNX model to a temporary folder", e);
        }
    }

    private static OnnxForward open(Path model, int threads) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            return new OnnxForward(environment, environment.createSession(model.toString(), options));
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime does not take the model: " + e.getMessage(), e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    @Override
    public float[][] features(Batch batch) {
        try {
            return batch instanceof Batch.Images images ? ofImages(images) : ofTexts((Batch.Texts) batch);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
        }
    }

    private float[][] ofImages(Batch.Images images) throws OrtException {
        long[] shape = {images.size(), 3, images.height(), images.width()};
        try (OnnxTensor pixels = OnnxTensor.createTensor(environment, direct(Flat.pixels(images)), shape)) {
            return run(Map.of(OnnxTower.PIXELS, pixels));
        }
    }

    private float[][] ofTexts(Batch.Texts texts) throws OrtException {
        long[] values = Flat.ids(texts);
        long[] shape = {texts.size(), texts.length()};
        try (OnnxTensor ids = OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
                OnnxTensor mask = OnnxTensor.createTensor(environment, direct(Flat.mask(values)), shape)) {
            return run(Map.of(OnnxTower.IDS, ids, OnnxTower.MASK, mask));
        }
    }

    private float[][] run(Map<String, OnnxTensor> inputs) throws OrtException {
        try (OrtSession.Result result = session.run(inputs)) {
            return (float[][]) result.get(0).getValue();
        }
    }

    private static FloatBuffer direct(float... values) {
        FloatBuffer buffer = ByteBuffer.allocateDirect(values.length * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        return buffer.put(values).flip();
    }

    @Override
    public String version() {
        return "ONNX Runtime " + environment.getVersion();
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime does not close the model: " + e.getMessage(), e);
        }
    }
}
