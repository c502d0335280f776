package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No file that is named here exists: whatever is told as wrong usage was found before anything was read. */
class PretrainUsageTest {
    @TempDir
    private Path folder;

    private Program pretrain(String line) {
        List<Object> words = new ArrayList<>(List.of("pretrain", "--out", folder.resolve("out")));
        words.addAll(Arrays.asList(line.strip().split(" +")));
        return Program.run(words.toArray());
    }

    private void refuses(String line, String words) {
        Program run = pretrain(line).fails(ExitStatus.USAGE, (Object[]) words.split(" +"));
        assertThat(run.err().lines()).as(run.err()).hasSize(1);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--val-where split=val; --val-where --val-csv",
                "--zero-shot pad=z.csv --val-where split=val; --val-where --val-csv",
                "--val-caption-column text; --val-caption-column --val-csv",
                "--zero-shot pad=z.csv --val-caption-column text; --val-caption-column --val-csv",
                "--label-column kind; --label-column --zero-shot",
                "--val-csv v.csv --label-column label; --label-column --zero-shot",
                "--val-csv v.csv --templates skin; --templates --zero-shot",
                "--evaluate-every 5; --evaluate-every --val-csv --zero-shot",
                "--best-by loss; --best-by --val-csv --zero-shot",
                "--patience 2; --patience --val-csv --zero-shot",
                "--label-set own=l.txt; --label-set --zero-shot",
                "--cooldown-end 1e-5; --cooldown-end constant-cooldown",
                "--schedule constant --cooldown-power 2; --cooldown-power constant-cooldown",
                "--cooldown-steps 5; --cooldown-steps constant-cooldown",
                "--cooldown-epochs 5; --cooldown-epochs constant-cooldown",
                "--schedule constant-cooldown; --cooldown-steps --cooldown-epochs",
                "--schedule const-cooldown --cooldown-steps 5 --cooldown-epochs 1; --cooldown-steps --cooldown-epochs",
                "--skip-scheduler --schedule cosine; --skip-scheduler --schedule",
                "--skip-scheduler --lr-scheduler const; --skip-scheduler --schedule",
                "--sample_ratios {}; --sample-ratios source-balanced",
                "--skip-scheduler --warmup 5; --skip-scheduler --warmup",
                "--skip-scheduler --cooldown-steps 5; --cooldown-steps constant-cooldown",
                "--epochs 3 --steps 5; --epochs --steps",
                "--clip-norm 1 --clip-value 1; --clip-norm --clip-value",
                "--color-jitter-probability 0.5; --color-jitter-probability --color-jitter",
                "--color-jitter 0,0,0,0 --color-jitter-probability 0.5; --color-jitter-probability --color-jitter",
                "--source-column origin; --source-column source-balanced",
                "--sample-ratios {}; --sample-ratios source-balanced",
                "--sampling source-balanced --sample-ratios null; --sample-ratios null",
                "--where split=train --where split=val; --where split twice",
                "--val-csv v.csv --val-where a=1 --val-where a=2; --val-where twice",
                "--lock-text --dropout 0.1; --dropout --lock-text",
                "--lock-image --depth-dropout 0.1; --depth-dropout --lock-image",
                "--lock-image --lock-text --recompute; --recompute --lock-image --lock-text",
                "--lock-image --lock-text --layer-decay 0.9; --layer-decay --lock-image --lock-text",
                "--lock-image --lock-text --weight-decay 0.1; --weight-decay --lock-image --lock-text",
                "--unlocked-image-blocks 1; --unlocked-image-blocks --lock-image",
                "--unlocked-text-blocks 1; --unlocked-text-blocks --lock-text",
                "--lock-image --unlocked-image-blocks -1; --unlocked-image-blocks -1",
                "--unlocked-text-norms; --unlocked-text-norms --lock-text",
                "--lock-text-freeze-layer-norm; --lock-text-freeze-layer-norm --lock-text",
                "--lock-text --unlocked-text-norms --lock-text-freeze-layer-norm; "
                        + "--unlocked-text-norms --lock-text-freeze-layer-norm",
                "--arch {}; --arch --model",
                "--quick-gelu on; --quick-gelu --model",
                "--allow-unexpected; --allow-unexpected --model"
            })
    void whatWouldBeIgnoredIsRefused(String options, String words) {
        refuses("--csv absent.csv --architecture panderm-tiny --vocabulary 100 " + options, words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--caption-column text; --caption-column --csv",
                "--where split=train; --where --csv",
                "--sampling source-balanced --source-column origin; --source-column --csv",
                "--image-column file; --image-column --csv",
                "--image-root pictures; --image-root --csv",
                "--val-csv v.csv --val-caption-column words --caption-column text; --caption-column --csv"
            })
    void whatIsAboutATableNeedsOne(String options, String words) {
        refuses("--shards absent.tar --model absent " + options, words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--batch-size 1; --batch-size --accumulate clip",
                "--lr -1; --lr -1",
                "--lr NaN; --lr NaN",
                "--beta1 1; --beta1 1",
                "--beta2 -0.1; --beta2 -0.1",
                "--eps -1; --eps -1",
                "--eps 0; --eps 0",
                "--eps 1e-60; --eps 1.0E-60",
                "--weight-decay -1; --weight-decay -1",
                "--layer-decay 0; --layer-decay",
                "--layer-decay 1.5; --layer-decay 1.5",
                "--clip-norm 0; --clip-norm 0",
                "--clip-value -2; --clip-value -2",
                "--clip-value NaN; --clip-value NaN",
                "--warmup -1; --warmup -1",
                "--epochs 0; --epochs 0",
                "--steps 0; --steps 0",
                "--schedule constant-cooldown --cooldown-steps 0; --cooldown-steps 0",
                "--schedule constant-cooldown --cooldown-epochs 0; --cooldown-epochs 0",
                "--schedule constant-cooldown --cooldown-steps 3 --cooldown-end -1; --cooldown-end -1",
                "--schedule constant-cooldown --cooldown-steps 3 --cooldown-power 0; --cooldown-power 0",
                "--dropout 1; --dropout 1",
                "--depth-dropout -0.1; --depth-dropout -0.1",
                "--accumulate 0; --accumulate 0",
                "--crop-scale 0,1; --crop-scale 0.0",
                "--crop-scale 1,0.5; --crop-scale 1.0",
                "--crop-ratio 0,1; --crop-ratio 0.0",
                "--color-jitter 0.1,0.1,0.1,0.7; --color-jitter 0.7",
                "--color-jitter 0.1,0.1,0.1,0.1 --color-jitter-probability 2; --color-jitter-probability 2",
                "--grey 1.5; --grey 1.5",
                "--mirror -1; --mirror -1",
                "--flip 7; --flip 7",
                "--snapshot-every -1; --snapshot-every -1",
                "--log-every 0; --log-every 0",
                "--val-csv v.csv --evaluate-every 0; --evaluate-every 0",
                "--val-csv v.csv --patience -1; --patience -1"
            })
    void numbersOutOfRangeAreRefusedByName(String options, String words) {
        refuses("--csv absent.csv --architecture panderm-tiny --vocabulary 100 " + options, words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--val-csv v.csv --best-by R@50; R@50 image_to_text_R@50 text_to_image_R@50 loss",
                "--val-csv v.csv --best-by text_to_imgR@1; text_to_image_R@1? image_to_text_median_rank",
                "--val-csv v.csv --best-by los --patience 3; loss? text_to_image_mean_rank",
                "--zero-shot pad=z.csv --best-by loss; --val-csv pad_acc pad_bacc",
                "--zero-shot pad=z.csv --best-by ham_acc; pad_acc?",
                "--zero-shot pad=z.csv --patience 3; --best-by --val-csv pad_acc"
            })
    void aMetricThatTheRunWillNotHaveIsRefused(String options, String words) {
        refuses("--csv absent.csv --architecture panderm-tiny --vocabulary 100 " + options, words);
    }

    /** These are used, so it is the missing file that ends the run. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--model absent --csv absent.csv --val-csv v.csv --best-by text_to_image_R@50 --patience 2; v.csv",
                "--model absent --csv absent.csv --zero-shot pad=z.csv --best-by pad_bacc --label-column k; z.csv",
                "--model absent --shards absent.tar --val-csv v.csv --caption-column text --image-root in; v.csv",
                "--model absent --shards absent.tar --zero-shot pad=z.csv --image-column file; z.csv",
                "--model absent --csv absent.csv --text-model here --quick-gelu on --arch {}; absent.csv",
                "--architecture panderm-tiny --vocabulary 9 --text-model here --csv absent.csv; absent.csv",
                "--model absent --csv absent.csv --lock-text --dropout 0; absent.csv",
                "--model absent --csv absent.csv --lock-text --unlocked-text-norms --dropout 0.1; absent.csv",
                "--model absent --csv absent.csv --lock-text --unlocked-text-blocks 0 --dropout 0.1; absent.csv",
                "--model absent --csv absent.csv --lock-text --lock-text-freeze-layer-norm --recompute; absent.csv",
                "--model absent --csv absent.csv --skip-scheduler --clip-value 0.1; absent.csv"
            })
    void whatIsUsedIsNot(String line, String file) {
        pretrain(line).fails(ExitStatus.FAILED, file);
    }

    @Test
    void helpNamesWhatCanBeWatched() {
        String help = Program.run("pretrain", "--help").succeeds().out();
        assertThat(help)
                .contains("--clip-value", "--skip-scheduler", "--unlocked-text-norms", "--lock-text-freeze-layer-norm");
    }
}
