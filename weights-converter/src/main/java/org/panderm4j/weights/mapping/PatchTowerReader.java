package org.panderm4j.weights.mapping;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.panderm4j.nn.tower.Norm;
import org.panderm4j.nn.tower.ParameterNames;
import org.panderm4j.nn.tower.Positions;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.weights.mapping.KeyTable.HeadLine;

/** A vision transformer from the shapes of its tensors. */
final class PatchTowerReader {
    private static final String KERNEL = ParameterNames.PATCH + ".weight";

    private final TowerKeys keys;
    private final HyperParameters parameters;

    PatchTowerReader(TowerKeys keys, HyperParameters parameters) {
        this.keys = keys;
        this.parameters = parameters;
    }

    Tower read(List<HeadLine> heads) {
        parameters.requireType();
        long[] kernel = kernel();
        int width = parameters.size("width", kernel[0], keys.source(KERNEL));
        int patch = parameters.size("patch_size", kernel[3], keys.source(KERNEL));
        double eps = parameters.real("eps");
        PatchStem stem = stem(width, patch, eps);
        return new Tower(
                stem,
                new BlockReader(keys, parameters).read(width, eps),
                new HeadReader(keys, parameters, width).read(heads, eps));
    }

    private PatchStem stem(int width, int patch, double eps) {
        boolean rotary = !keys.knows(ParameterNames.POSITIONS);
        int registers = registers();
        int image = rotary ? anyImage(patch) : image(patch, 1 + registers);
        boolean norm = keys.hasLayer(ParameterNames.STEM_NORM);
        boolean bias = keys.has(ParameterNames.PATCH + ".bias");
        return new PatchStem(
                image,
                patch,
                width,
                needed("patch_bias", bias, ParameterNames.PATCH + ".bias"),
                registers,
                rotary ? new Positions.Rotary(parameters.real("rope_theta")) : new Positions.Table(),
                needed("pre_norm", norm, ParameterNames.STEM_NORM + ".weight")
                        ? Optional.of(new Norm(eps))
                        : Optional.empty());
    }

    /** With rotary positions the usual size is a habit; where it is no multiple of the patch side, the next smaller one is taken. */
    private int anyImage(int patch) {
        int usual = parameters.integer("image_size");
        int whole = Math.max(patch, usual - usual % patch);
        if (whole != usual) {
            parameters.note("image_size", whole, usual + ", less what is no whole patch");
        }
        return whole;
    }

    private boolean needed(String field, boolean shown, String ours) {
        return parameters.needed(field, shown, shown ? keys.key(ours) : ours);
    }

    private int registers() {
        if (!keys.knows(ParameterNames.REGISTERS)) {
            return 0;
        }
        long count = keys.shape(ParameterNames.REGISTERS, 2)[0];
        return parameters.size("registers", count, keys.source(ParameterNames.REGISTERS));
    }

    private long[] kernel() {
        long[] kernel = keys.theirs(KERNEL);
        if (kernel.length != 4 || kernel[1] != 3 || kernel[2] != kernel[3]) {
            throw new MappingException("tensor " + keys.key(KERNEL)
                    + ": expected square patches of 3 channels, found shape " + Arrays.toString(kernel));
        }
        return kernel;
    }

    private int image(int patch, int leading) {
        long tokens = keys.shape(ParameterNames.POSITIONS, 2)[0];
        int grid = (int) Math.round(Math.sqrt((double) Math.max(0, tokens - leading)));
        if ((long) grid * grid + leading != tokens) {
            throw new MappingException("tensor " + keys.key(ParameterNames.POSITIONS)
                    + ": expected a class token and a square grid of patches, found " + tokens + " positions");
        }
        int image = parameters.size("image_size", (long) grid * patch, keys.source(ParameterNames.POSITIONS));
        if (image != grid * patch) {
            throw new MappingException("--arch says image_size " + image + ", but tensor "
                    + keys.key(ParameterNames.POSITIONS) + " has positions for " + grid * patch + " x " + grid * patch
                    + " pixels; correct or leave out image_size");
        }
        return image;
    }
}
