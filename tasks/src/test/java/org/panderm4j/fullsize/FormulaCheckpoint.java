package org.panderm4j.fullsize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A model of the real size whose weights come from {@link Formula}: a folder in hub layout that every command takes for the
 * model. Its features mean nothing; sizes, times and memory are the real ones.
 */
final class FormulaCheckpoint {
    private FormulaCheckpoint() {}

    /** Writes a model, named by the first argument, into the folder that the second one names. */
    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            throw new IllegalArgumentException("expected two arguments, MODEL FOLDER, found " + args.length);
        }
        FullSizeModel model = FullSizeModel.all().stream()
                .filter(one -> one.name().equals(args[0]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected one of " + names() + ", found " + args[0]));
        write(model, model.statistics(), Path.of(args[1]));
    }

    private static List<String> names() {
        return FullSizeModel.all().stream().map(FullSizeModel::name).toList();
    }

    /**
     * Writes configuration, weights and, where one can be made up, a vocabulary.
     *
     * @return the checkpoint, or the index of its shards
     */
    static Path write(FullSizeModel model, Statistics statistics, Path hubFolder) throws IOException {
        Files.createDirectories(hubFolder);
        model.writeConfiguration(hubFolder, statistics);
        return new FormulaShards(model.checkpoint(), model.dtype(), FormulaShards.USUAL_BYTES)
                .write(model.shapes(), hubFolder);
    }
}
