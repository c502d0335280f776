package org.panderm4j.pretrain;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.nn.clip.Towers;
import org.panderm4j.nn.tower.Activation;
import org.panderm4j.nn.tower.Attention;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Block.NormPlace;
import org.panderm4j.nn.tower.Head;
import org.panderm4j.nn.tower.Head.PooledNorm;
import org.panderm4j.nn.tower.Head.Pooling;
import org.panderm4j.nn.tower.Mlp;
import org.panderm4j.nn.tower.Norm;
import org.panderm4j.nn.tower.Positions;
import org.panderm4j.nn.tower.Projection;
import org.panderm4j.nn.tower.Stem;
import org.panderm4j.nn.tower.TextEnd;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.weights.store.ModelDescription;
import org.panderm4j.weights.store.ModelFolder;
import org.panderm4j.weights.store.Preprocessing;
import org.panderm4j.weights.store.TextSettings;

/**
 * A new model's architecture by name: PanDerm-2's towers in several sizes, a line of {@code architectures.tsv}.
 *
 * @param name for {@code --architecture}
 * @param image side of a picture in pixels
 * @param patch side of a patch
 * @param picture the image tower's blocks
 * @param text the text tower's blocks
 * @param context tokens of a text row
 * @param embedding length of the shared embeddings
 */
record Architecture(String name, int image, int patch, Blocks picture, Blocks text, int context, int embedding) {
    private static final String TABLE = "architectures.tsv";
    private static final double IMAGE_EPS = 1e-6;
    private static final double TEXT_EPS = 1e-12;
    private static final int MLP_RATIO = 4;
    /** Rows of the token table until a vocabulary is known. */
    private static final int ANY_VOCABULARY = 8;

    /** Width, number and heads of a tower's blocks. */
    record Blocks(int width, int count, int heads) {}

    /**
     * The description that an option names: a file, or a name of the table.
     *
     * @throws IOException when there is neither, or the file is no description of a model with two towers
     */
    static ModelDescription describe(String fileOrName) throws IOException {
        Optional<Architecture> known =
                all().stream().filter(one -> one.name().equals(fileOrName)).findFirst();
        if (known.isPresent()) {
            return known.get().description();
        }
        Path file = Path.of(fileOrName);
        Path found = Files.isDirectory(file) ? file.resolve(ModelFolder.DESCRIPTION) : file;
        if (!Files.isRegularFile(found)) {
            throw new NoSuchFileException("--architecture " + fileOrName
                    + ": no such file and no known name; expected a model.json, or one of "
                    + String.join(", ", all().stream().map(Architecture::name).toList()));
        }
        return ModelFolder.read(found);
    }

    static List<Architecture> all() {
        try (InputStream in = Architecture.class.getResourceAsStream(TABLE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> of(line.split("\t")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + TABLE, e);
        }
    }

    private static Architecture of(String... fields) {
        int[] sizes = new int[fields.length];
        for (int i = 1; i < fields.length; i++) {
            sizes[i] = Integer.parseInt(fields[i]);
        }
        return new Architecture(
                fields[0],
                sizes[1],
                sizes[2],
                new Blocks(sizes[3], sizes[4], sizes[5]),
                new Blocks(sizes[6], sizes[7], sizes[8]),
                sizes[9],
                sizes[10]);
    }

    ModelDescription description() {
        return new ModelDescription(
                ModelDescription.FORMAT,
                "panderm2",
                new Towers(imageTower(), Optional.of(textTower()), false),
                Preprocessing.openAi(image),
                Optional.of(new TextSettings(TextSettings.Kind.WORDPIECE, context, false)));
    }

    private Tower imageTower() {
        Block block = block(picture, NormPlace.BEFORE, IMAGE_EPS, Attention.Biases.NO_KEY, Attention.Mask.NONE, true);
        Projection projection = new Projection.Linear(embedding, true);
        Map<String, Head> heads = new LinkedHashMap<>();
        heads.put(Tower.EMBEDDING, head(Pooling.MEAN_OF_PATCHES, PooledNorm.SAME_WEIGHTS, projection));
        heads.put(Tower.PROBE, head(Pooling.MEAN_OF_PATCHES, PooledNorm.SAME_WEIGHTS, new Projection.None()));
        heads.put(Tower.FINETUNE, head(Pooling.CLASS, PooledNorm.NONE, projection));
        return new Tower(
                new Stem.PatchStem(image, patch, picture.width(), true, 0, new Positions.Table(), Optional.empty()),
                Collections.nCopies(picture.count(), block),
                heads);
    }

    private static Head head(Pooling pooling, PooledNorm pooledNorm, Projection projection) {
        return new Head(true, pooling, pooledNorm, IMAGE_EPS, false, projection);
    }

    private Tower textTower() {
        Block block = block(text, NormPlace.AFTER, TEXT_EPS, Attention.Biases.ALL, Attention.Mask.PADDING, false);
        Projection projection =
                new Projection.TwoLayer((text.width() + embedding) / 2, embedding, Activation.GELU, false, false);
        Head head = new Head(false, Pooling.MASKED_MEAN, PooledNorm.NONE, TEXT_EPS, false, projection);
        Stem stem = new Stem.TokenStem(
                ANY_VOCABULARY, context, 2, text.width(), Optional.of(new Norm(TEXT_EPS)), new TextEnd.Padding(0));
        return new Tower(stem, Collections.nCopies(text.count(), block), Map.of(Tower.EMBEDDING, head));
    }

    private static Block block(
            Blocks blocks,
            NormPlace norm,
            double eps,
            Attention.Biases biases,
            Attention.Mask mask,
            boolean layerScale) {
        Attention attention = Attention.plain(blocks.heads(), blocks.width() / blocks.heads(), biases, mask);
        Mlp mlp = Mlp.plain(MLP_RATIO * blocks.width(), Activation.GELU);
        return new Block(blocks.width(), norm, eps, attention, mlp, layerScale);
    }
}
