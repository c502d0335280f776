package org.panderm4j.dl4j;

import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.panderm4j.nn.backprop.TowerNetwork;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.train.Draws;
import org.panderm4j.nn.train.FeatureNetwork.Pass;
import org.panderm4j.nn.train.Parameter;

/**
 * A {@link TowerLayer} of a network. Deeplearning4j's parameters are the ones that count: their values are copied into the tower before
 * each run, gradients out of it after each run back, a small part of either's time. {@link #close} gives the tower's memory
 * back at once; else it goes when nobody has the network any more.
 */
public final class RunningTower extends BaseLayer<TowerLayer> {
    private static final long serialVersionUID = 1;
    /** Nothing is dropped in these towers. */
    private static final Draws NO_DRAWS = name -> new SplittableRandom(0);

    private transient TowerNetwork network;
    private transient Pass pass;

    RunningTower(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
    }

    @Override
    @SuppressWarnings("try") // the scope is all that is wanted
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        float[][] features;
        OpenTower open = layerConf().open();
        // What is kept until the way back must not lie where Deeplearning4j will have put something else by then.
        try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            features = features(TowerInput.of(input, open.tower()), training);
        } finally { // memory must not be freed under the last run of a network that nobody has any more
            Reference.reachabilityFence(this);
            Reference.reachabilityFence(open);
        }
        INDArray made = workspaces.createUninitialized(
                ArrayType.ACTIVATIONS, DataType.FLOAT, new long[] {features.length, features[0].length}, 'c');
        FloatBuffer values = NativeFloats.of(made);
        for (float[] row : features) {
            values.put(row);
        }
        return made;
    }

    private float[][] features(Batch batch, boolean training) {
        if (layerConf().training().isFrozen()) {
            return layerConf().open().encoder().features(batch, layerConf().head());
        }
        TowerNetwork tower = network();
        for (Parameter parameter : tower.parameters()) {
            parameter.value().put(NativeFloats.of(params.get(TowerParameters.key(parameter.name()))));
        }
        closePass();
        if (!training) {
            return tower.features(batch);
        }
        pass = tower.forward(batch, NO_DRAWS);
        return pass.features();
    }

    private TowerNetwork network() {
        if (network == null) {
            TowerLayer layer = layerConf();
            TowerTraining training = layer.training();
            TowerNetwork.Options options = TowerNetwork.Options.all()
                    .withHead(layer.head())
                    .withName("")
                    .withTrained(training.trained(layer.tower().blocks().size()))
                    .withRecompute(training.recomputes());
            TowerNetwork.Options adapted = training.lora()
                    .map(lora -> options.withAdapters(TowerParameters.adapters(lora, layer.tower(), 0)))
                    .orElse(options);
            OpenTower open = layer.open();
            TowerNetwork opened = TowerNetwork.open(open.tower(), open.frozen(), open.prefix(), adapted);
            OpenTower.CLEANER.register(this, opened::close);
            network = opened;
        }
        return network;
    }

    /** There is no gradient by the input: a tower stands on an input of the network. */
    @Override
    @SuppressWarnings("try")
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        Gradient gradient = new DefaultGradient();
        OpenTower open = layerConf().open();
        if (!layerConf().training().isFrozen()) {
            if (pass == null) {
                throw new IllegalStateException(
                        "tower layer '" + layerConf().getLayerName() + "': no run forward in training to go back from");
            }
            try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                Pass done = pass;
                pass = null;
                done.backward(TowerInput.rows(epsilon));
            } finally { // as above
                Reference.reachabilityFence(this);
                Reference.reachabilityFence(open);
            }
            network.parameters().forEach(parameter -> handOver(parameter, gradient));
        }
        return new Pair<>(gradient, null);
    }

    private void handOver(Parameter parameter, Gradient gradient) {
        String key = TowerParameters.key(parameter.name());
        INDArray view = gradientViews.get(key);
        NativeFloats.of(view).put(parameter.gradient());
        NativeFloats.clear(parameter.gradient());
        gradient.setGradientFor(key, view, 'c');
    }

    @Override
    public Pair<INDArray, MaskState> feedForwardMaskArray(INDArray mask, MaskState state, int size) {
        if (mask != null) {
            throw new IllegalArgumentException("tower layer '" + layerConf().getLayerName()
                    + "': expected no mask, found one; the end of a text is told by its token ids");
        }
        return new Pair<>(null, state);
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    @Override
    public void clear() {
        super.clear();
        closePass();
    }

    private void closePass() {
        if (pass != null) {
            pass.close();
            pass = null;
        }
    }

    @Override
    public void close() {
        closePass();
        if (network != null) {
            network.close();
            network = null;
        }
    }
}
