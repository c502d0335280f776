package org.panderm4j.peers.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.Tensor;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.peers.tower.Flat;
import org.panderm4j.peers.tower.Forward;
import org.panderm4j.peers.tower.TowerForward;

/** A tower in DJL's libtorch, f32. Its threads are those of OpenMP, set by the environment. */
public final class DjlForward implements Forward {
    private final NDManager manager;
    private final TowerForward<NDArray> tower;

    private DjlForward(NDManager manager, TowerForward<NDArray> tower) {
        this.manager = manager;
        this.tower = tower;
    }

    /**
     * Loads a tower.
     *
     * @param length tokens of a row of ids
     */
    public static DjlForward open(Tower tower, Weights weights, int length) {
        NDManager manager = Engine.getEngine("PyTorch").newBaseManager();
        DjlOps ops = new DjlOps(manager);
        return new DjlForward(
                manager,
                tower.stem() instanceof TokenStem
                        ? TowerForward.texts(ops, tower, weights, length)
                        : TowerForward.images(ops, tower, weights));
    }

    @Override
    public float[][] features(Batch batch) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray features = batch instanceof Batch.Images images ? ofImages(images) : ofTexts((Batch.Texts) batch);
            return new Tensor(features.toFloatArray(), features.getShape().getShape()).rows();
        }
    }

    private NDArray ofImages(Batch.Images images) {
        Shape shape = new Shape(images.size(), 3, images.height(), images.width());
        return tower.ofPixels(manager.create(Flat.pixels(images), shape));
    }

    private NDArray ofTexts(Batch.Texts texts) {
        Shape shape = new Shape(texts.size(), texts.length());
        long[] ids = Flat.ids(texts);
        return tower.ofIds(manager.create(ids, shape), manager.create(Flat.mask(ids), shape));
    }

    @Override
    public String version() {
        return "libtorch " + Engine.getEngine("PyTorch").getVersion() + " (DJL " + Engine.getDjlVersion() + ")";
    }

    @Override
    public void close() {
        manager.close();
    }
}
