package org.panderm4j.finetune;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.panderm4j.data.multimodal.Case;
import org.panderm4j.data.multimodal.CaseTable;
import org.panderm4j.nn.engine.WeightCheck;
import org.panderm4j.nn.fusion.FusionDesign;
import org.panderm4j.nn.fusion.FusionNetwork;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.run.Digests;
import org.panderm4j.run.OpenResources;
import org.panderm4j.run.RunFacts;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.store.StoredWeights;

/** A fine-tuned model with the base model below it, ready to score cases. Closing releases its file; the base model stays open. */
public final class OpenFineTuned implements AutoCloseable {
    private final FinetuneRun run;
    private final BaseModel base;
    private final TunedTowers towers;
    private final FusionNetwork fusion;
    private final Map<View, float[]> means;
    private final OpenResources opened;

    private OpenFineTuned(
            FinetuneRun run,
            BaseModel base,
            TunedTowers towers,
            FusionNetwork fusion,
            Map<View, float[]> means,
            OpenResources opened) {
        this.run = run;
        this.base = base;
        this.towers = towers;
        this.fusion = fusion;
        this.means = means;
        this.opened = opened;
    }

    /**
     * Opens one.
     *
     * @param base the model that it was fine-tuned from; closed by the caller, after this
     * @throws IOException in one line when the base is another model, or weights are damaged or lack a tensor
     */
    public static OpenFineTuned open(FinetuneRun run, BaseModel base) throws IOException {
        requireSame(run, base);
        Path file = run.folder().resolve(FineTunedFolder.WEIGHTS);
        OpenResources opened = new OpenResources();
        try {
            Checkpoint checkpoint = opened.add(FineTunedFolder.open(run.folder()));
            Weights tuned = new StoredWeights(checkpoint.tensors());
            TunedTowers towers = new TunedTowers(run.model(), base, tuned, file);
            towers.require();
            FusionNetwork fusion = opened.add(fusion(run.model().design(), tuned, base, file));
            return new OpenFineTuned(
                    run, base, towers, fusion, means(run.model().design(), tuned, file), opened);
        } catch (IOException | RuntimeException | Error e) {
            opened.closeAfter(e);
            throw e;
        }
    }

    private static void requireSame(FinetuneRun run, BaseModel base) throws IOException {
        String expected = run.model().modelDigest();
        String found = Digests.ofFiles(base.files());
        if (!found.equals(expected)) {
            throw new IOException(
                    run.folder() + ": was fine-tuned from " + run.model().model() + " (sha256 "
                            + shortened(expected) + "), found " + base.file() + " (sha256 " + shortened(found)
                            + "); name the same model by --model");
        }
    }

    private static String shortened(String digest) {
        return digest.substring(0, Math.min(12, digest.length())) + "...";
    }

    private static FusionNetwork fusion(FusionDesign design, Weights tuned, BaseModel base, Path file)
            throws IOException {
        try {
            return FusionNetwork.open(design, tuned, FusionNetwork.Options.withThreads(base.threads()));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static Map<View, float[]> means(FusionDesign design, Weights tuned, Path file) throws IOException {
        Map<View, float[]> means = new EnumMap<>(View.class);
        for (View view : View.of(design)) {
            String name = FineTunedFolder.MEAN + view.word();
            float[] mean = new float[design.images().width()];
            try {
                WeightCheck.require(tuned, name, mean.length);
            } catch (IllegalArgumentException e) {
                throw new IOException(file + ": " + e.getMessage(), e);
            }
            tuned.copy(name, FloatBuffer.wrap(mean));
            means.put(view, mean);
        }
        return means;
    }

    FinetuneRun run() {
        return run;
    }

    /** What it is, beside its weights. */
    public FineTuned model() {
        return run.model();
    }

    BaseModel base() {
        return base;
    }

    TunedTowers towers() {
        return towers;
    }

    FusionNetwork fusion() {
        return fusion;
    }

    /** Pictures that it sees. */
    public Set<View> views() {
        return View.of(model().design());
    }

    /**
     * One line on words of cases that no case had which it was trained on; empty where there are none, it sees no metadata as a vector, or
     * they are read as the reference reads them.
     */
    public Optional<String> unknownWords(List<Case> cases) {
        return model().vector().filter(vector -> !run.matchesReference()).flatMap(vector -> vector.unknown(cases));
    }

    /** How pictures are prepared for it. */
    public CasePictures pictures() {
        return PicturePreparation.of(model().pictures()).of(base);
    }

    /** What stands for pictures that cases lack. */
    Completion completion(MissingRule rule) {
        return new Completion(rule, means);
    }

    /** For the record of a run on a table. */
    RunFacts facts(CaseTable table) throws IOException {
        Path weights = run.folder().resolve(FineTunedFolder.WEIGHTS);
        Map<String, String> digests = new TreeMap<>(tableDigest(table));
        digests.put("model", model().modelDigest());
        digests.put("finetuned", Digests.ofFile(weights));
        return new RunFacts(base.versions(), digests);
    }

    /** Of all files that a table was read from, by role; none of a case that was told by options. */
    static Map<String, String> tableDigest(CaseTable table) throws IOException {
        return table.files().isEmpty() ? Map.of() : Map.of("table", Digests.ofFiles(table.files()));
    }

    @Override
    public void close() throws IOException {
        opened.close();
    }
}
