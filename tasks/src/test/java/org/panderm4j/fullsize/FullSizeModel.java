package org.panderm4j.fullsize;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.weights.checkpoint.DType;

/** A published model at its real size, all but the weights: its tensors, and the files around them in hub layout. */
interface FullSizeModel {
    /** The name, which is that of the fixture's folder where there is one. */
    String name();

    /** Name of the list of keys in the specification, without its ending. */
    String keyList();

    /** Shapes by key, in the order of the checkpoint. */
    Map<String, long[]> shapes();

    /** How the weights are stored. */
    default DType dtype() {
        return DType.F32;
    }

    /** Name of the checkpoint, without its ending. */
    String checkpoint();

    /** What its pictures are normalised with, unless a fixture says otherwise. */
    Statistics statistics();

    /** Writes configuration and, where one can be made up, vocabulary. */
    void writeConfiguration(Path hubFolder, Statistics statistics) throws IOException;

    /** Every model of this package. */
    static List<FullSizeModel> all() {
        return List.of(new PanDerm2(), new ClipLarge(), new BiomedClip(), DinoV3.large(), DinoV3.sevenBillion());
    }

    /** The model of that name, or whose name is followed by a dash and anything. */
    static Optional<FullSizeModel> find(String name) {
        return all().stream()
                .filter(model -> (name + "-").startsWith(model.name() + "-"))
                .findFirst();
    }
}
