package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.panderm4j.cbm.CbmFolder;
import org.panderm4j.concepts.ActivationRows;
import org.panderm4j.concepts.Intervention;
import org.panderm4j.concepts.NeuronActivity;
import org.panderm4j.run.Digests;
import picocli.CommandLine.Option;

/** Options that say what becomes of activations. */
final class ChangeOptions {
    private static final String MEAN = "mean";

    @Option(names = "--zero", description = "Set them to 0 (the default, as the reference does).")
    boolean zero;

    @Option(names = "--scale", paramLabel = "X", description = "Multiply them.")
    Float scale;

    @Option(
            names = "--set",
            paramLabel = "X|mean",
            description = {
                "Set them to a value, the same in all rows; mean: each to its mean over the training rows.",
                "The intercept was learned with the neurons active, so that 0 moves the threshold; the mean does not."
            })
    String set;

    @Option(
            names = "--train-activations",
            paramLabel = "FILE.npy",
            description = {
                "Training rows of --recalibrate and --set mean, (N, m);",
                "by default the means are read from --cbm, where 'panderm cbm train' has left them."
            })
    Path trainActivations;

    @Option(
            names = "--recalibrate",
            description = {
                "Move the intercept after the change, so that of --train-activations as many rows are called positive as before.",
                "No label is used, and no test row."
            })
    boolean recalibrate;

    private boolean toMean() {
        return set != null && set.toLowerCase(Locale.ROOT).equals(MEAN);
    }

    /** Refuses what does not fit together. */
    void check(WrittenOptions written) {
        int given = (zero ? 1 : 0) + (scale == null ? 0 : 1) + (set == null ? 0 : 1);
        if (given > 1) {
            throw new UsageException("expected one of --zero, --scale and --set, found " + given);
        }
        if (scale != null) {
            Bounds.check(Float.isFinite(scale), "--scale", "a finite number", scale);
        }
        if (set != null && !toMean()) {
            number();
        }
        written.onlyWith(toMean() || recalibrate, "--set mean or --recalibrate", "--train-activations");
        if (recalibrate && trainActivations == null) {
            throw new UsageException(
                    "--recalibrate: expected the training rows by --train-activations FILE.npy too, found none");
        }
    }

    /** Training rows by which the intercept is moved, if it is to be. */
    Optional<ActivationRows> recalibrated(List<String> identity) throws IOException {
        if (!recalibrate) {
            return Optional.empty();
        }
        ActivationRows rows = ActivationRows.open(trainActivations);
        identity.add("recalibrated " + Digests.ofFileList(List.of(rows.file())));
        return Optional.of(rows);
    }

    private float number() {
        float value;
        try {
            value = Float.parseFloat(set);
        } catch (NumberFormatException e) {
            value = Float.NaN;
        }
        Bounds.check(Float.isFinite(value), "--set", "a finite number or mean", set);
        return value;
    }

    /**
     * What becomes of them.
     *
     * @param identity takes what must be the same when a run goes on
     * @throws IOException when means are wanted that are not there, or of other features than the classifier's
     */
    Intervention.Change change(CbmFolder cbm, List<String> identity, CommonOptions common, Console console)
            throws IOException {
        if (scale != null) {
            return new Intervention.Change.Scale(scale);
        }
        if (set == null) {
            return new Intervention.Change.Zero();
        }
        if (!toMean()) {
            return new Intervention.Change.Fix(number());
        }
        if (trainActivations == null) {
            identity.add(Digests.ofFile(cbm.means()));
            return cbm.toMeans();
        }
        ActivationRows rows = ActivationRows.open(trainActivations);
        cbm.requireWidth(rows);
        identity.add(Digests.ofFileList(List.of(rows.file())));
        return new Intervention.Change.Mean(
                NeuronActivity.of(rows, common.progress(console)).means());
    }
}
