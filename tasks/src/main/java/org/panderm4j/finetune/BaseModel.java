package org.panderm4j.finetune;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.panderm4j.data.text.Tokenizer;
import org.panderm4j.model.EngineFacts;
import org.panderm4j.model.Tokenizers;
import org.panderm4j.nn.clip.Towers;
import org.panderm4j.nn.engine.Encoder;
import org.panderm4j.nn.engine.EngineOptions;
import org.panderm4j.nn.engine.Engines;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.TextEnd;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.run.Digests;
import org.panderm4j.weights.open.OpenModel;
import org.panderm4j.weights.store.ModelDescription;

/** The model whose towers are read out or trained, its weights still on disk. Closing releases the file. */
public final class BaseModel implements AutoCloseable {
    private final String name;
    private final OpenModel files;
    private final EngineOptions engine;
    private final Tower image;

    /**
     * Takes the files over.
     *
     * @param name as the user named it
     * @param engine of towers that are not trained
     * @throws IllegalArgumentException when the image tower has no such read-out, or sees pictures and texts together
     */
    public BaseModel(String name, OpenModel files, EngineOptions engine, ReadOut readOut) {
        this.name = name;
        this.files = files;
        this.engine = engine;
        this.image = readOut.of(files.description());
        if (!(image.stem() instanceof PatchStem)) {
            throw new IllegalArgumentException(files.file() + ": a model of family "
                    + files.description().family()
                    + " sees pictures and texts in one sequence; fine-tuning needs an image tower of its own");
        }
    }

    /** As the user named it. */
    public String name() {
        return name;
    }

    public ModelDescription description() {
        return files.description();
    }

    /** The checkpoint. */
    public Path file() {
        return files.file();
    }

    /** All files of its weights, for digests. */
    public List<Path> files() {
        return files.files();
    }

    /** By our names; valid until this is closed. */
    Weights weights() {
        return files.weights();
    }

    /** The image tower with the read-out as its only head. */
    Tower image() {
        return image;
    }

    /** Side of the square pictures that the image tower was built for, in pixels. */
    public int side() {
        return ((PatchStem) image.stem()).image();
    }

    /** Length of an image feature. */
    public int imageWidth() {
        return image.outputWidth(Tower.FINETUNE);
    }

    /**
     * The text tower.
     *
     * @throws IllegalArgumentException when the model has none
     */
    Tower text() {
        return description()
                .towers()
                .text()
                .orElseThrow(() -> new IllegalArgumentException(files.file() + ": a model of family "
                        + description().family()
                        + " has no text tower, which --use-text-encoder needs; without it metadata come as a vector"));
    }

    /** Length of a text's feature. */
    public int textWidth() {
        return text().outputWidth(Tower.EMBEDDING);
    }

    /** Where a row of token ids ends. */
    TextEnd textEnd() {
        return ((TokenStem) text().stem()).end();
    }

    Tokenizer tokenizer() throws IOException {
        return Tokenizers.load(
                files.tokenizerFolder(), description().text().orElseThrow(), ((TokenStem) text().stem()).vocabulary());
    }

    /** The image tower on the fast engine, with these weights; the caller closes it. */
    Encoder imageEncoder(Weights weights, String prefix) {
        return Engines.open(image, weights, prefix, engine);
    }

    /** The text tower likewise. */
    Encoder textEncoder(Weights weights, String prefix) {
        return Engines.open(text(), weights, prefix, engine);
    }

    /** The image tower as it came. */
    Encoder imageEncoder() {
        return imageEncoder(weights(), Towers.IMAGE);
    }

    /** The text tower as it came. */
    Encoder textEncoder() {
        return textEncoder(weights(), Towers.TEXT);
    }

    /** Threads of networks; 0 for the libraries' own choice. */
    int threads() {
        return engine.threads();
    }

    /** What must be the same when a run goes on. */
    public List<String> identity() throws IOException {
        List<String> identity = new ArrayList<>(List.of(
                Digests.ofFileList(files.files()),
                description().toString(),
                versions().get("backend"),
                versions().get("precision")));
        identity.addAll(EngineFacts.identity(Engines.SAMEDIFF));
        return identity;
    }

    /** Facts for a run's record. */
    public Map<String, String> versions() {
        return EngineFacts.of(image, files.description().towers().text(), engine);
    }

    @Override
    public void close() {
        files.close();
    }
}
