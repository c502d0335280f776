package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.panderm4j.data.golden.GoldenCases;

/** Whoever has built for a card that is not used is told so by whatever would use it, in a process that seems to be such a build. */
class IdleCardTest {
    private static final String NOTE =
            "note: ND4J runs on the processor: this build has ND4J's CUDA backend without its "
                    + "libraries (-Pcuda is for compiling; -Pcuda-run brings them)\n";

    @TempDir
    Path folder;

    private List<String> line(String words, Object... places) {
        List<String> line = new ArrayList<>(List.of(words.split(" ")));
        int place = 0;
        for (int i = 0; i < line.size(); i++) {
            if (line.get(i).equals("?")) {
                line.set(i, places[place++].toString());
            }
        }
        return line;
    }

    /** Each goes as far as what computes is known, and then misses a file or may not do what it is asked to. */
    @Test
    void everyTrainingTellsOfIt() throws IOException {
        Path backend = folder.resolve("classes/org/nd4j/linalg/jcublas/JCublasBackend.class");
        Files.createDirectories(backend.getParent());
        Files.write(backend, new byte[0]);
        for (String split : List.of("train", "val", "test")) {
            Given.lines(
                    folder.resolve("meta/" + split + ".csv"),
                    "derm_path,clinical_path,age,sex,site,target,split",
                    "p.png,p.png,40,male,trunk,0,train",
                    "p.png,p.png,40,male,trunk,1,test");
        }
        Path sae = GoldenCases.home().resolve("testdata/golden/sae/autoencoder.pth");
        Path none = folder.resolve("none");
        Path out = folder.resolve("run");
        List<List<String>> lines = List.of(
                line("pretrain --csv ? --model demo --out ?", none, out),
                line("sae train --embeddings ? --out ?", none, out),
                line("sae encode --sae ? --embeddings ? --out ?", sae, none, folder.resolve("y.npy")),
                line("sae stats --sae ? --embeddings ?", sae, none),
                line(
                        "linear-probe --embeddings ? --csv ? --image-column derm_path --label-column target --out ?",
                        none,
                        folder.resolve("meta/train.csv"),
                        out),
                line(
                        "finetune --dataset milk-11 --model demo --towers last-99 --batch-size 4 --data ? --out ?",
                        folder,
                        out),
                line("sae train --quiet --embeddings ? --out ?", none, out));
        List<Program> said = SeveralPrograms.run(folder.resolve("classes"), lines);
        for (int i = 0; i < lines.size() - 1; i++) {
            assertThat(said.get(i).err()).as(lines.get(i).toString()).containsOnlyOnce(NOTE);
        }
        assertThat(said.get(lines.size() - 1).err()).doesNotContain("note:");
    }
}
