package org.panderm4j.pretrain;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.data.random.RandomStreams;
import org.panderm4j.data.text.Tokenizer;
import org.panderm4j.data.text.WordPiece;
import org.panderm4j.data.transform.ImageTransform;
import org.panderm4j.model.ReplacedWeights;
import org.panderm4j.model.Tokenizers;
import org.panderm4j.model.Transforms;
import org.panderm4j.nn.clip.InitialWeights;
import org.panderm4j.nn.clip.LogitParameters;
import org.panderm4j.nn.clip.Towers;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.TextEnd;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.nn.train.Snapshot;
import org.panderm4j.run.Digests;
import org.panderm4j.weights.open.OpenModel;
import org.panderm4j.weights.store.ModelDescription;
import org.panderm4j.weights.store.TextSettings;
import org.panderm4j.weights.store.Vocabularies;

/** What training begins with: towers, their parameters, and a tokenizer. Closing releases the files behind them. */
public final class StartingPoint implements AutoCloseable {
    private final ModelDescription description;
    private final Weights weights;
    private final Path tokenizerFolder;
    private final List<Path> files;
    private final Closing closing;

    @FunctionalInterface
    private interface Closing {
        void close() throws IOException;
    }

    private StartingPoint(
            ModelDescription description, Weights weights, Path tokenizerFolder, List<Path> files, Closing closing) {
        this.description = description;
        this.weights = weights;
        this.tokenizerFolder = tokenizerFolder;
        this.files = files;
        this.closing = closing;
    }

    /**
     * Goes on from a model, which is taken over.
     *
     * @param bias whether the loss wants a bias of the logits; a model that has none gets one that begins at -10
     * @throws IllegalArgumentException when the model has no text tower
     */
    public static StartingPoint of(OpenModel model, boolean bias) throws IOException {
        ModelDescription described = model.description();
        if (described.text().isEmpty()) {
            throw new IllegalArgumentException(model.file() + ": a model of family " + described.family()
                    + " has no text tower; contrastive training needs pictures and texts");
        }
        Weights weights = model.weights();
        if (bias && !described.towers().bias()) {
            float[] begin = {(float) LogitParameters.siglip().bias()};
            weights = ReplacedWeights.by(
                    weights, Map.of(Towers.LOGIT_BIAS, new Snapshot.Values(new long[0], FloatBuffer.wrap(begin))));
            described = described(described, towers(described, text(described), true));
        }
        return new StartingPoint(described, weights, model.tokenizerFolder(), model.files(), model::close);
    }

    /**
     * Begins anew.
     *
     * @param architecture a {@code model.json}, or a name; its token table gets as many rows as the vocabulary has tokens
     * @param vocabulary a file, or how many tokens are to be made from the captions
     * @param captions of the training pairs
     * @param bias whether the loss wants a bias of the logits
     */
    public static StartingPoint anew(
            String architecture, String vocabulary, List<String> captions, boolean bias, RandomStreams streams)
            throws IOException {
        ModelDescription plan = Architecture.describe(architecture);
        TextSettings settings = plan.text()
                .filter(text -> text.tokenizer() == TextSettings.Kind.WORDPIECE)
                .orElseThrow(
                        () -> new IOException(
                                "--architecture " + architecture
                                        + ": expected a text tower with a WordPiece tokenizer, found none; continue a model with --model"));
        NewVocabulary made = NewVocabulary.of(vocabulary, captions);
        try {
            WordPiece tokenizer = made.tokenizer(settings.contextLength());
            Towers towers = towers(plan, resized(text(plan), tokenizer), bias);
            return new StartingPoint(
                    described(plan, towers),
                    new InitialWeights(towers, name -> streams.stream("initial." + name)),
                    made.folder(),
                    List.of(),
                    made::close);
        } catch (IOException | RuntimeException e) {
            made.close();
            throw e;
        }
    }

    private static Tower text(ModelDescription description) {
        return description.towers().text().orElseThrow();
    }

    private static Tower resized(Tower text, WordPiece tokenizer) {
        TokenStem stem = (TokenStem) text.stem();
        TokenStem fitting = new TokenStem(
                tokenizer.vocabularySize(),
                stem.positions(),
                stem.types(),
                stem.width(),
                stem.norm(),
                new TextEnd.Padding(tokenizer.padId()));
        return new Tower(fitting, text.blocks(), text.heads());
    }

    private static Towers towers(ModelDescription plan, Tower text, boolean bias) {
        return new Towers(plan.towers().image(), Optional.of(text), bias);
    }

    private static ModelDescription described(ModelDescription plan, Towers towers) {
        return new ModelDescription(plan.format(), plan.family(), towers, plan.preprocessing(), plan.text());
    }

    public ModelDescription description() {
        return description;
    }

    /** By our names; valid until this is closed. */
    Weights weights() {
        return weights;
    }

    Path tokenizerFolder() {
        return tokenizerFolder;
    }

    Tokenizer tokenizer() throws IOException {
        return Tokenizers.load(tokenizerFolder, description.text().orElseThrow(), stem().vocabulary());
    }

    /** Of the text tower. */
    TokenStem stem() {
        return (TokenStem) text(description).stem();
    }

    /** The evaluation transform. */
    ImageTransform transform() {
        return Transforms.of(description, files.isEmpty() ? Path.of("--architecture") : files.get(0));
    }

    /** All files of the weights that training goes on from; empty where it begins anew. */
    List<Path> files() {
        return files;
    }

    /** What must be the same when a run goes on. */
    public List<String> identity() throws IOException {
        List<String> identity = new ArrayList<>(List.of(description.toString()));
        for (String name : Vocabularies.files(description.text().orElseThrow().tokenizer())) {
            Path vocabulary = tokenizerFolder.resolve(name);
            identity.add(name + " " + (Files.exists(vocabulary) ? Digests.ofFile(vocabulary) : "absent"));
        }
        if (!files.isEmpty()) {
            identity.add(Digests.ofFileList(files));
        }
        return identity;
    }

    @Override
    public void close() throws IOException {
        closing.close();
    }
}
