package org.panderm4j.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.panderm4j.model.DermModel;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.Engines;
import org.panderm4j.nn.engine.MatrixPeak;
import org.panderm4j.nn.engine.Timing;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Work;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.weights.store.Preprocessing;

/**
 * Times the image tower of a model, pixels in memory to features in memory, with weights loaded and everything warmed up. At each
 * batch size the entries take turns, and the machine's peak is measured right after them, since the speed of a machine wanders.
 */
public final class BenchTask {
    private final Settings settings;
    private final ProgressReport progress;

    /** Opens the model to run as an entry says. */
    @FunctionalInterface
    public interface Models {
        DermModel open(Entry entry) throws IOException;
    }

    /**
     * What is measured.
     *
     * @param entries engines and precisions; at least one
     * @param batchSizes at least one
     * @param threads of an engine; 0 leaves its own choice
     * @param seed of the pixels
     * @param atLeast time that a figure is measured for
     */
    public record Settings(List<Entry> entries, List<Integer> batchSizes, int threads, long seed, Duration atLeast) {
        public Settings {
            entries = List.copyOf(entries);
            batchSizes = List.copyOf(batchSizes);
        }
    }

    public BenchTask(Settings settings, ProgressReport progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /** All entries at the first batch size, then all at the next one. */
    public List<BenchResult> run(Models models) throws IOException {
        List<Integer> sizes = settings.batchSizes();
        ProgressReport.Step step = progress.begin("bench", "batch sizes", sizes.size());
        step.reach(0);
        List<BenchResult> results = new ArrayList<>();
        try (Contestants contestants = Contestants.load(settings.entries(), models)) {
            Preprocessing size = contestants.first().description().preprocessing();
            requireRoom(sizes, size, Runtime.getRuntime().maxMemory());
            for (int i = 0; i < sizes.size(); i++) {
                results.addAll(measure(contestants, sizes.get(i)));
                step.reach(i + 1);
            }
        }
        return results;
    }

    /**
     * Refuses batches whose pixels Java's memory does not hold, before anything is measured.
     *
     * @param memory that Java may have, in bytes
     */
    static void requireRoom(List<Integer> sizes, Preprocessing size, long memory) {
        long picture = 3L * size.height() * size.width() * Float.BYTES;
        for (int count : sizes) {
            if (count > memory / 4 * 3 / picture) { // a quarter is for everything else
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "--batch-sizes: expected at most %d pictures of %d x %d for Java's %d MiB, found %d "
                                + "(PANDERM_JAVA_OPTS=-Xmx... gives it more)",
                        memory / 4 * 3 / picture,
                        size.height(),
                        size.width(),
                        memory >> 20,
                        count));
            }
        }
    }

    private List<BenchResult> measure(Contestants contestants, int batchSize) {
        Preprocessing size = contestants.first().description().preprocessing();
        Tower tower = contestants.first().description().towers().image();
        Work work = Work.ofPicture(tower, Tower.EMBEDDING, size.height(), size.width());
        List<Timing> timings = contestants.timings(pixels(batchSize, size));
        new Turns(Effort.of(settings.atLeast())).take(timings);
        Map<Entry, MatrixPeak> peaks = new HashMap<>();
        List<BenchResult> results = new ArrayList<>();
        for (int i = 0; i < timings.size(); i++) {
            Entry entry = settings.entries().get(i);
            MatrixPeak peak = peaks.computeIfAbsent(measuredBy(entry), by -> peak(by, work, batchSize));
            Timing timing = timings.get(i);
            double rate = batchSize / timing.median();
            results.add(new BenchResult(entry, batchSize, timing.samples(), rate, work.flop(), peak));
        }
        return results;
    }

    /** Whose products show the machine's peak. */
    private static Entry measuredBy(Entry entry) {
        return new Entry(Engines.peakEngine(entry.engine(), entry.precision()), entry.precision());
    }

    private MatrixPeak peak(Entry by, Work work, int batchSize) {
        return MatrixPeak.measure(
                Engines.products(by.engine(), by.precision(), settings.threads()),
                work.linear(),
                batchSize,
                settings.atLeast());
    }

    /** Made-up pictures: a network takes as long for any, normalised values for it to stay among ordinary numbers. */
    private Batch.Images pixels(int count, Preprocessing size) {
        Random random = new Random(settings.seed());
        List<float[]> pictures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] picture = new float[3 * size.height() * size.width()];
            for (int j = 0; j < picture.length; j++) {
                picture[j] = (float) random.nextGaussian();
            }
            pictures.add(picture);
        }
        return new Batch.Images(pictures, size.height(), size.width());
    }
}
