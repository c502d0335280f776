package org.panderm4j.dl4j;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.panderm4j.nn.lora.Adapters;
import org.panderm4j.nn.lora.Lora;
import org.panderm4j.nn.tower.ParameterShapes;
import org.panderm4j.nn.tower.Tower;

/**
 * What a tower learns as parameters of a layer, in C order one after the other, by our names but for underscores, behind which
 * Deeplearning4j looks for a parameter's name in a network. To Deeplearning4j's regularisation
 * matrices are weights, and everything of one axis is a bias.
 */
final class TowerParameters implements ParamInitializer {
    private final OpenTower open;
    private final Optional<Lora> lora;
    /** Shapes and our names, by keys. */
    private final Map<String, long[]> shapes = new LinkedHashMap<>();

    private final Map<String, String> names = new LinkedHashMap<>();

    /**
     * @param tower with the one head that is used
     */
    TowerParameters(OpenTower open, Tower tower, TowerTraining training) {
        this.open = open;
        this.lora = training.lora();
        Predicate<String> trained = training.trained(tower.blocks().size());
        ParameterShapes.of(tower).forEach((name, shape) -> {
            if (trained.test(name)) {
                put(name, shape);
            }
        });
        lora.ifPresent(adapters -> adapters.shapes(tower).forEach(this::put));
    }

    private void put(String name, long... shape) {
        shapes.put(key(name), shape);
        names.put(key(name), name);
    }

    /** What Deeplearning4j calls the parameter of that name. */
    static String key(String name) {
        return name.replace('_', '-');
    }

    /** Adapters that have learned nothing, under names without a prefix. */
    static Adapters adapters(Lora lora, Tower tower, long seed) {
        return Adapters.initial(lora, tower, "", name -> new SplittableRandom(31 * seed + name.hashCode()));
    }

    @Override
    public long numParams(NeuralNetConfiguration conf) {
        return values();
    }

    @Override
    public long numParams(Layer layer) {
        return values();
    }

    private long values() {
        return shapes.values().stream().mapToLong(TowerParameters::values).sum();
    }

    private static long values(long... shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    @Override
    public List<String> paramKeys(Layer layer) {
        return List.copyOf(shapes.keySet());
    }

    @Override
    public List<String> weightKeys(Layer layer) {
        return shapes.keySet().stream().filter(key -> isWeightParam(layer, key)).toList();
    }

    @Override
    public List<String> biasKeys(Layer layer) {
        return shapes.keySet().stream().filter(key -> isBiasParam(layer, key)).toList();
    }

    @Override
    public boolean isWeightParam(Layer layer, String key) {
        return shapes.containsKey(key) && shapes.get(key).length >= 2;
    }

    @Override
    public boolean isBiasParam(Layer layer, String key) {
        return shapes.containsKey(key) && shapes.get(key).length < 2;
    }

    @Override
    public Map<String, INDArray> init(NeuralNetConfiguration conf, INDArray view, boolean initialize) {
        Map<String, INDArray> parameters = cut(view);
        parameters.keySet().forEach(conf::addVariable);
        if (initialize) {
            Optional<Adapters> adapters = lora.map(some -> adapters(some, open.tower(), conf.getSeed()));
            parameters.forEach((key, values) -> {
                String name = names.get(key);
                if (adapters.isPresent() && adapters.get().values().names().contains(name)) {
                    adapters.get().values().copy(name, NativeFloats.of(values));
                } else {
                    open.weights().copy(open.prefix() + name, NativeFloats.of(values));
                }
            });
        }
        return parameters;
    }

    @Override
    public Map<String, INDArray> getGradientsFromFlattened(NeuralNetConfiguration conf, INDArray view) {
        return cut(view);
    }

    private Map<String, INDArray> cut(INDArray view) {
        INDArray flat = view.reshape(view.length());
        Map<String, INDArray> parts = new LinkedHashMap<>();
        long from = 0;
        for (Map.Entry<String, long[]> entry : shapes.entrySet()) {
            long to = from + values(entry.getValue());
            parts.put(entry.getKey(), flat.get(NDArrayIndex.interval(from, to)).reshape('c', entry.getValue()));
            from = to;
        }
        return parts;
    }
}
