package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.panderm4j.data.synth.lesion.Diagnosis;

/**
 * The bias experiment of docs/concepts.md on drawn melanomas and nevi, command by command: a dictionary learned from a
 * world in which artefacts come by chance, a classifier that sees one only over melanomas, and a test of a world
 * without that bias.
 *
 * @param folder of all that is made
 * @param seed of the worlds and the dictionary
 * @param size of the worlds
 */
record BiasStudy(Path folder, long seed, Size size) {
    private static final String TABLE = "two.csv";
    private static final String[] TERMS = {
        "hair", "ink", "ruler", "asymmetric shape", "symmetric shape", "raised", "flat", "regular border",
        "irregular border", "sharp border", "ill-defined border", "tan", "light brown", "dark brown", "black",
                "blue-grey",
        "pink", "red", "purple", "white", "pigment network", "atypical network", "arborising vessels", "dotted vessels",
        "globules", "blue whitish veil", "lacunae", "scale", "ulcer", "milia", "clinical photograph",
                "dermoscopic image",
        "small", "large", "light skin", "dark skin"
    };

    /**
     * How much is drawn and learned.
     *
     * @param dictionary lesions that the dictionary is learned from
     * @param classified lesions of each other world; every fourth is a melanoma or a nevus
     * @param epochs of the dictionary
     */
    record Size(int dictionary, int classified, int epochs) {}

    /**
     * What was found on the test rows.
     *
     * @param clean of a classifier that was trained without the bias
     * @param biased of one that was trained with it
     * @param after of the same without the neurons of the artefact
     */
    record Found(double clean, double biased, double after) {
        /** As the folders of {@code cbm train} without the bias and of {@code cbm intervene} tell it. */
        static Found in(Path clean, Path intervention, String metric) throws IOException {
            return new Found(
                    Given.cell(clean.resolve("summary.csv"), metric, "value"),
                    Given.cell(intervention.resolve("summary.csv"), metric, "before"),
                    Given.cell(intervention.resolve("summary.csv"), metric, "after"));
        }

        double lost() {
            return clean - biased;
        }

        double wonBack() {
            return (after - biased) / lost();
        }
    }

    /** Learns the dictionary and names it. */
    BiasStudy begin() throws IOException {
        world(
                "dictionary",
                1,
                size.dictionary,
                "--artefact",
                "hair=0.3",
                "--artefact",
                "ink=0.3",
                "--artefact",
                "ruler=0.3");
        embed("dictionary", "pairs.csv");
        run(
                "sae",
                "train",
                "--embeddings",
                at("dictionary", "features"),
                "--expansion",
                4,
                "--topk",
                6,
                "--resample-every",
                size.epochs / 6,
                "--batch-size",
                128,
                "--epochs",
                size.epochs,
                "--lr",
                "1e-3",
                "--seed",
                seed,
                "--out",
                folder.resolve("sae"));
        Path terms = Given.lines(folder.resolve("terms.txt"), TERMS);
        run(
                "concepts",
                "name",
                "--sae",
                folder.resolve("sae"),
                "--model",
                "demo",
                "--vocabulary",
                terms,
                "--centre",
                "--threshold",
                0.1,
                "--out",
                folder.resolve("names"));
        two("clean", 2);
        two("unbiased", 3, "--artefact", "hair=0.5", "--artefact", "ink=0.5", "--artefact", "ruler=0.5");
        train("clean");
        return this;
    }

    /** Learns an artefact and switches it off, after {@link #begin}. */
    BiasStudy without(String artefact) throws IOException {
        two(artefact, 2, "--biased-artefact", artefact + "=melanoma");
        train(artefact);
        run(
                "cbm",
                "intervene",
                "--cbm",
                cbm(artefact),
                "--csv",
                at("unbiased", TABLE),
                "--activations",
                activations("unbiased"),
                "--concept-names",
                folder.resolve("names/names.csv"),
                "--name",
                artefact,
                "--set",
                "mean",
                "--recalibrate",
                "--train-activations",
                activations(artefact),
                "--out",
                after(artefact));
        return this;
    }

    /** What came of it. */
    Found found(String artefact, String metric) throws IOException {
        return Found.in(cbm("clean"), after(artefact), metric);
    }

    private void train(String name) {
        run(
                "cbm",
                "train",
                "--train-csv",
                at(name, TABLE),
                "--train-activations",
                activations(name),
                "--test-csv",
                at("unbiased", TABLE),
                "--test-activations",
                activations("unbiased"),
                "--label-column",
                "diagnosis",
                "--positive",
                "melanoma",
                "--out",
                cbm(name));
    }

    private Path after(String artefact) {
        return folder.resolve("without-" + artefact);
    }

    private Path cbm(String name) {
        return folder.resolve("cbm-" + name);
    }

    private Path activations(String world) {
        return folder.resolve(world + ".npy");
    }

    private Path at(String world, String file) {
        return folder.resolve(world).resolve(file);
    }

    /** Its melanomas and nevi alone. */
    private void two(String name, int place, Object... artefacts) throws IOException {
        world(name, place, size.classified, artefacts);
        List<String> lines = Files.readAllLines(at(name, "pairs.csv"));
        List<String> kept = new ArrayList<>(List.of(lines.get(0)));
        lines.stream()
                .filter(line -> Stream.of(Diagnosis.MELANOMA, Diagnosis.NEVUS)
                        .anyMatch(one -> line.contains("," + one.word() + ",")))
                .forEach(kept::add);
        Files.write(at(name, TABLE), kept);
        embed(name, TABLE);
        run(
                "sae",
                "encode",
                "--sae",
                folder.resolve("sae"),
                "--embeddings",
                at(name, "features"),
                "--out",
                activations(name));
    }

    private void world(String name, int place, int lesions, Object... artefacts) {
        run(
                "synth",
                "--seed",
                1000 * seed + place,
                "--lesions",
                lesions,
                "--size",
                64,
                "--out",
                folder.resolve(name),
                List.of(artefacts));
    }

    private void embed(String name, String table) {
        run(
                "embed",
                "--model",
                "demo",
                "--csv",
                at(name, table),
                "--image-root",
                folder.resolve(name),
                "--normalize",
                "--batch-size",
                32,
                "--out",
                at(name, "features"));
    }

    private static void run(Object... words) {
        List<Object> all = new ArrayList<>(List.of(words));
        all.add("--quiet");
        Program.run(all.toArray()).succeeds();
    }
}
