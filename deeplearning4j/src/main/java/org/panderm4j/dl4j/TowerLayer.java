package org.panderm4j.dl4j;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.InputTypeUtil;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.params.EmptyParamInitializer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.Tower;

/**
 * Configuration of a layer that is a tower of a model, frozen or learning, in float32. It stands on an input of the network, since no
 * gradient goes back to what it takes: pictures [b, 3, H, W], preprocessed as the model wants them, or token ids [b, n]; it
 * gives features [b, E].
 *
 * <p>A saved network holds the model's name and the values of the parameters that learn; the model must be where it was when the
 * network is loaded.
 */
public final class TowerLayer extends BaseLayer {
    private static final long serialVersionUID = 1;

    @JsonProperty
    private String model;

    @JsonProperty
    private Side side;

    @JsonProperty
    private String head;

    @JsonProperty
    private TowerTraining training;

    private transient OpenTower open;

    /** For JSON. */
    private TowerLayer() {}

    private TowerLayer(Builder builder) {
        super(builder);
        initializeConstraints(builder);
        this.model = Objects.requireNonNull(builder.model, "a tower layer needs a model");
        this.side = builder.side;
        this.head = builder.head;
        this.training = builder.training;
    }

    /** Which tower of a model. */
    public enum Side {
        IMAGE,
        TEXT
    }

    /** Begins with the image tower, its usual embedding, frozen. */
    @SuppressWarnings("unchecked") // build() gives what it builds, not whatever the caller likes
    public static final class Builder extends BaseLayer.Builder<Builder> {
        private String model;
        private Side side = Side.IMAGE;
        private String head = Tower.EMBEDDING;
        private TowerTraining training = TowerTraining.frozen();

        /**
         * The model.
         *
         * @param name as commands take it: a folder, a checkpoint file, {@code hf-hub:OWNER/NAME}, or a short name
         */
        public Builder model(String name) {
            model = name;
            return this;
        }

        public Builder side(Side some) {
            side = some;
            return this;
        }

        /**
         * Whose features are given.
         *
         * @param name {@code embedding}, {@code probe}, {@code finetune}, as far as the tower has them
         */
        public Builder head(String name) {
            head = name;
            return this;
        }

        public Builder training(TowerTraining some) {
            training = some;
            return this;
        }

        @Override
        public TowerLayer build() {
            return new TowerLayer(this);
        }
    }

    TowerTraining training() {
        return training;
    }

    String head() {
        return head;
    }

    /** Shared with all copies of this configuration. */
    synchronized OpenTower open() {
        if (open == null) {
            open = OpenTower.open(model, side);
        }
        return open;
    }

    /** The tower with its one head. */
    Tower tower() {
        Tower all = open().tower();
        return new Tower(all.stem(), all.blocks(), Map.of(head, all.head(head)));
    }

    @Override
    public TowerLayer clone() {
        open(); // so that the copy has it too
        return (TowerLayer) super.clone();
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialize,
            DataType type) {
        requireSupported(type);
        open(); // a model that has gone is told of now, not at the first picture
        RunningTower layer = new RunningTower(conf, type);
        layer.setListeners(listeners);
        layer.setIndex(index);
        layer.setParamsViewArray(parameters);
        layer.setParamTable(initializer().init(conf, parameters, initialize));
        layer.setConf(conf);
        return layer;
    }

    private void requireSupported(DataType type) {
        if (type != DataType.FLOAT) {
            throw new IllegalArgumentException(place() + "expected a network of data type FLOAT, found " + type);
        }
        if (getIDropout() != null || getWeightNoise() != null) {
            throw new IllegalArgumentException(place() + "expected neither dropOut nor weightNoise, found "
                    + (getIDropout() != null ? getIDropout() : getWeightNoise())
                    + "; give them to the layers behind it, not to the whole network");
        }
    }

    private String place() {
        return "tower layer '" + getLayerName() + "': ";
    }

    @Override
    public ParamInitializer initializer() {
        return training.isFrozen()
                ? EmptyParamInitializer.getInstance()
                : new TowerParameters(open(), tower(), training);
    }

    @Override
    public InputType getOutputType(int index, InputType input) {
        boolean words = open().tower().stem() instanceof TokenStem;
        InputType.Type expected = words ? InputType.Type.FF : InputType.Type.CNN;
        if (input == null || input.getType() != expected) {
            throw new IllegalArgumentException(place() + "expected "
                    + (words ? "token ids, InputType.feedForward(n)" : "pictures, InputType.convolutional(H, W, 3)")
                    + ", found " + input);
        }
        return InputType.feedForward(open().tower().outputWidth(head));
    }

    @Override
    public void setNIn(InputType input, boolean override) {
        // The tower's sizes are the model's.
    }

    @Override
    public InputPreProcessor getPreProcessorForInputType(InputType input) {
        return input.getType() == InputType.Type.CNNFlat
                ? InputTypeUtil.getPreProcessorForInputTypeCnnLayers(input, getLayerName())
                : null;
    }

    @Override
    public boolean isPretrainParam(String name) {
        return false;
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType input) {
        long values = initializer().numParams(this);
        long state = values == 0 ? 0 : getIUpdater().stateSize(values);
        return new LayerMemoryReport.Builder(getLayerName(), TowerLayer.class, input, getOutputType(-1, input))
                .standardMemory(values, state)
                .workingMemory(0, 0, 0, 0)
                .cacheMemory(0, 0)
                .build();
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof TowerLayer;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TowerLayer layer
                && super.equals(other)
                && Objects.equals(model, layer.model)
                && side == layer.side
                && Objects.equals(head, layer.head)
                && Objects.equals(training, layer.training);
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), model, side, head, training);
    }

    @Override
    public String toString() {
        return "TowerLayer(" + model + ", " + side + ", " + head + ", " + training + ")";
    }
}
