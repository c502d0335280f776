package org.panderm4j.nn.engine.cuda;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Work;

/** Pictures and texts a second, from arrays on the heap to features there and on the card alone; medians of several runs. */
final class SpeedChecks {
    private static final String KIND = "speed";
    private static final int RUNS = 20;
    private static final List<String> HEAD = List.of(Tower.EMBEDDING);
    /** Longest text that a row has room for. */
    private static final int ROW = 64;

    private final Device device;
    private final Findings findings;
    private final double peak;

    private SpeedChecks(Device device, Findings findings, double peak) {
        this.device = device;
        this.findings = findings;
        this.peak = peak;
    }

    /** All of them. */
    static void run(Device device, Findings findings) {
        findings.run(KIND, "the card", () -> {
            SpeedChecks checks = new SpeedChecks(device, findings, PeakChecks.run(device, findings));
            for (String name : List.of(CheckedTowers.VIT_B, CheckedTowers.VIT_L)) {
                findings.run(KIND, name, () -> checks.pictures(name));
            }
            findings.run(KIND, "texts", checks::texts);
        });
    }

    private void pictures(String name) {
        Tower tower = CheckedTowers.all().get(name);
        DrawnWeights weights = new DrawnWeights(tower);
        Batch most = DrawnBatches.of(tower, 256);
        double work = Work.ofPicture(tower, Tower.EMBEDDING).flop();
        try (CudaEncoder encoder = CudaEncoder.open(tower, weights, "", Precision.BF16, device)) {
            for (int size : new int[] {1, 8, 64, 256}) {
                time(name + " bf16, batch " + size, encoder, first(most, size), "images", work);
            }
            profile(name + " bf16", encoder, first(most, 128));
        }
        for (Precision precision : List.of(Precision.TF32, Precision.F32)) {
            try (CudaEncoder encoder = CudaEncoder.open(tower, weights, "", precision, device)) {
                time(name + " " + precision.label() + ", batch 64", encoder, first(most, 64), "images", 0);
            }
        }
    }

    /** The text tower's size of PanDerm-2: PubMedBERT's. */
    private void texts() {
        Tower tower = CheckedTowers.bert(30_522, 512, 768, 12, 12);
        TokenStem stem = (TokenStem) tower.stem();
        try (CudaEncoder encoder = CudaEncoder.open(tower, new DrawnWeights(tower), "", Precision.BF16, device)) {
            for (int size : new int[] {1, 64, 1024}) {
                // Captions: 10 to 60 tokens, padding at their end only.
                Batch.Texts texts = (Batch.Texts) DrawnBatches.captions(stem, size, ROW, 10, 60);
                time("PubMedBERT bf16, batch " + size, encoder, texts, "texts", 0);
            }
            profile("PubMedBERT bf16", encoder, DrawnBatches.captions(stem, 512, ROW, 10, 60));
        }
    }

    private static Batch first(Batch batch, int size) {
        Batch.Images images = (Batch.Images) batch;
        return new Batch.Images(images.pixels().subList(0, size), images.height(), images.width());
    }

    /**
     * Two rows.
     *
     * @param work operations of one picture; 0 where the share of the peak is not asked for
     */
    private void time(String name, CudaEncoder encoder, Batch batch, String unit, double work) {
        for (int i = 0; i < 4; i++) {
            encoder.encode(batch, HEAD);
        }
        double[] times = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            long from = System.nanoTime();
            encoder.encode(batch, HEAD);
            times[i] = (System.nanoTime() - from) / 1e6;
        }
        Arrays.sort(times);
        row(name + ", end to end", batch.size(), times[RUNS / 2], unit, work);
        row(name + ", on the card", batch.size(), encoder.onCard(batch, HEAD, RUNS), unit, work);
    }

    private void row(String name, int size, double milliseconds, String unit, double work) {
        double rate = size / milliseconds * 1e3;
        String share = work == 0 ? "" : String.format(Locale.ROOT, ", %.1f %% of the peak", 100 * rate * work / peak);
        findings.add(Finding.measurement(
                KIND, name, String.format(Locale.ROOT, "%.0f %s/s, %.3f ms%s", rate, unit, milliseconds, share)));
    }

    private void profile(String name, CudaEncoder encoder, Batch batch) {
        encoder.profile(batch).lines().forEach(line -> {
            String[] words = line.strip().split("\\s+", 4);
            findings.add(
                    Finding.measurement("profile", name + ", part of " + words[2] + ": " + words[3], words[0] + " ms"));
        });
    }
}
