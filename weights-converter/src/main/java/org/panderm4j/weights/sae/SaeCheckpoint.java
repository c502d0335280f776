package org.panderm4j.weights.sae;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.checkpoint.CheckpointException;
import org.panderm4j.weights.checkpoint.TensorSource;
import org.panderm4j.weights.torch.TorchArchive;

/**
 * Files of a sparse autoencoder: {@code autoencoder.pth} as the reference writes it, its intermediate bare state dictionaries, and
 * safetensors.
 */
public final class SaeCheckpoint {
    private static final String TIED_BIAS = "tied_bias";
    private static final String ENCODER_WEIGHT = "encoder._weight";
    private static final String ENCODER_BIAS = "encoder._bias";
    private static final String DECODER_WEIGHT = "decoder._weight";
    private static final String THRESHOLD = "threshold";
    private static final String PRE_ENCODER_BIAS = "pre_encoder_bias._bias_reference";
    private static final String POST_DECODER_BIAS = "post_decoder_bias._bias_reference";

    /** Names that a tensor may have in a file, by our name, the first that is there counts: three of them are one tensor. */
    private static final Map<String, List<String>> KEYS = keys();

    private SaeCheckpoint() {}

    private static Map<String, List<String>> keys() {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        keys.put(TIED_BIAS, List.of(TIED_BIAS, PRE_ENCODER_BIAS, POST_DECODER_BIAS));
        keys.put(ENCODER_WEIGHT, List.of(ENCODER_WEIGHT));
        keys.put(ENCODER_BIAS, List.of(ENCODER_BIAS));
        keys.put(DECODER_WEIGHT, List.of(DECODER_WEIGHT));
        return keys;
    }

    /**
     * Reads the tensors {@code tied_bias}, {@code encoder._weight}, {@code encoder._bias}, {@code decoder._weight}, and
     * {@code threshold} where there is one; in the file they may have a prefix that ends with a dot.
     *
     * @return by those names, with the shapes of the file, in memory
     * @throws CheckpointException in one line, when the file cannot be read, or is of something else
     */
    public static Weights read(Path file) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            Map<String, Values> values = new LinkedHashMap<>();
            for (Map.Entry<String, List<String>> key : KEYS.entrySet()) {
                values.put(key.getKey(), Values.of(find(file, checkpoint, key.getValue())));
            }
            TensorSource threshold = find(checkpoint, THRESHOLD);
            if (threshold != null) {
                values.put(THRESHOLD, Values.of(threshold));
            }
            return new ReadTensors(values);
        }
    }

    private static TensorSource find(Path file, Checkpoint checkpoint, List<String> names) throws IOException {
        for (String name : names) {
            TensorSource tensor = find(checkpoint, name);
            if (tensor != null) {
                return tensor;
            }
        }
        throw new CheckpointException(
                file,
                "expected a sparse autoencoder with the tensors " + String.join(", ", KEYS.keySet()) + ", found no "
                        + names.get(0) + " among "
                        + checkpoint.tensors().keySet().stream()
                                .limit(5)
                                .map(CheckpointException::quoted)
                                .toList());
    }

    private static TensorSource find(Checkpoint checkpoint, String name) {
        TensorSource exact = checkpoint.tensors().get(name);
        return exact != null
                ? exact
                : checkpoint.tensors().values().stream()
                        .filter(tensor -> tensor.name().endsWith("." + name))
                        .findFirst()
                        .orElse(null);
    }

    /**
     * Writes what the reference's scripts read: {@code model_state_dict}, whose three biases share one storage,
     * {@code model_config} and {@code train_shape}. A threshold is left out: the reference has none.
     *
     * @param weights by the names that {@link #read} gives, with or without the axis of components, of which there is one
     * @param trainShape rows and width of what was trained on
     * @throws IllegalArgumentException when a tensor is missing or of a shape that does not fit
     */
    public static void writeTorch(Path file, Weights weights, long... trainShape) throws IOException {
        long[] encoder = weights.shape(ENCODER_WEIGHT);
        long inputs = encoder[encoder.length - 1];
        long features = encoder[encoder.length - 2];
        TorchArchive.Tensor bias = tensor(weights, TIED_BIAS, 1, inputs);
        Map<String, TorchArchive.Tensor> state = new LinkedHashMap<>();
        state.put(TIED_BIAS, bias);
        state.put(PRE_ENCODER_BIAS, bias);
        state.put(ENCODER_WEIGHT, tensor(weights, ENCODER_WEIGHT, 1, features, inputs));
        state.put(ENCODER_BIAS, tensor(weights, ENCODER_BIAS, 1, features));
        state.put(DECODER_WEIGHT, tensor(weights, DECODER_WEIGHT, 1, inputs, features));
        state.put(POST_DECODER_BIAS, bias);
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("n_input_features", inputs);
        config.put("n_learned_features", features);
        config.put("n_components", 1);
        Map<String, Object> top = new LinkedHashMap<>();
        top.put("model_state_dict", new TorchArchive.StateDict(state));
        top.put("model_config", config);
        top.put("train_shape", new TorchArchive.Size(trainShape));
        TorchArchive.write(file, top);
    }

    private static TorchArchive.Tensor tensor(Weights weights, String name, long... shape) {
        return new TorchArchive.Tensor(Values.of(weights, name).values(), shape);
    }

    /** A tensor in memory. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Values(long[] shape, float[] values) {
        static Values of(TensorSource source) throws IOException {
            float[] values = new float[Math.toIntExact(source.elements())];
            source.copyTo(FloatBuffer.wrap(values));
            return new Values(source.shape(), values);
        }

        static Values of(Weights weights, String name) {
            long[] shape = weights.shape(name);
            long elements = 1;
            for (long axis : shape) {
                elements = Math.multiplyExact(elements, axis);
            }
            float[] values = new float[Math.toIntExact(elements)];
            weights.copy(name, FloatBuffer.wrap(values));
            return new Values(shape, values);
        }
    }
}
