package org.panderm4j.model;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.panderm4j.data.image.ImageDecoder;
import org.panderm4j.data.text.PromptTemplates;
import org.panderm4j.data.text.Tokenizer;
import org.panderm4j.data.transform.ImageTransform;
import org.panderm4j.nn.clip.Towers;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.Encoder;
import org.panderm4j.nn.engine.EngineOptions;
import org.panderm4j.nn.engine.Engines;
import org.panderm4j.nn.tower.Head;
import org.panderm4j.nn.tower.Projection;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.TextEnd;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.weights.hub.HubProgress;
import org.panderm4j.weights.open.ModelOpener;
import org.panderm4j.weights.open.ModelRequest;
import org.panderm4j.weights.open.OpenModel;
import org.panderm4j.weights.store.ModelDescription;
import org.panderm4j.weights.store.Preprocessing;

/**
 * A dermatology vision-language model, ready to use.
 *
 * <pre>{@code
 * try (var model = DermModel.open("path/to/PanDerm2")) {
 *     List<Score> scores = model.classify(Path.of("lesion.jpg"), List.of("melanoma", "nevus"));
 *     System.out.println(scores.get(0).label() + " " + scores.get(0).probability());
 * }
 * }</pre>
 *
 * <p>Thread-safe: any thread may call any method; the network runs one batch at a time with all its threads. A tower's weights
 * are loaded when they are first needed and held in native memory until {@link #close}. Research use only: not a medical
 * device.
 */
public final class DermModel implements AutoCloseable {
    private final OpenModel files;
    private final EngineOptions engine;
    private final LoadedTowers loaded;
    private Tokenizer tokenizer;

    private DermModel(OpenModel files, EngineOptions engine) {
        this.files = files;
        this.engine = engine;
        this.loaded = new LoadedTowers(files, engine);
    }

    /**
     * Opens a model with the usual options.
     *
     * @param model {@code demo}, a folder in hub layout, a checkpoint file, {@code hf-hub:OWNER/NAME[@REVISION]}, or a short name
     * @throws IOException when it cannot be found or read; the message says what to do
     * @throws IllegalArgumentException when the checkpoint does not make a network
     */
    public static DermModel open(String model) throws IOException {
        return open(ModelRequest.of(model), EngineOptions.DEFAULT);
    }

    /** Opens a model with options. */
    public static DermModel open(ModelRequest request, EngineOptions engine) throws IOException {
        Engines.resolve(engine);
        return of(new ModelOpener(System.getenv(), HubProgress.NONE).open(request), engine);
    }

    /** Takes over files that are open already; they are closed with the model. */
    public static DermModel of(OpenModel files, EngineOptions engine) {
        return new DermModel(files, engine);
    }

    public ModelDescription description() {
        return files.description();
    }

    /** The checkpoint that the weights come from. */
    public Path file() {
        return files.file();
    }

    /** All files of the weights: the checkpoint, or the index of its shards and then the shards. */
    public List<Path> files() {
        return files.files();
    }

    /** Length of the embeddings that pictures and texts share. */
    public int embeddingWidth() {
        return description().towers().embedding();
    }

    /** The shared embedding of one picture, [E]; compare by cosine. */
    public float[] embed(Path picture) throws IOException {
        return imageFeatures(List.of(prepare(picture)), Tower.EMBEDDING)[0];
    }

    /** The shared embeddings of texts, in one batch, [texts][E]; compare by cosine. */
    public float[][] embedTexts(List<String> texts) throws IOException {
        return textFeatures(new Batch.Texts(tokenizer().rows(texts)));
    }

    /** Scores one picture against labels with the eight {@code skin} templates, most probable first. */
    public List<Score> classify(Path picture, List<String> labels) throws IOException {
        return scorer(labels, PromptTemplates.named("skin")).score(picture);
    }

    /** Encodes labels once, to score many pictures against. */
    public LabelScorer scorer(List<String> labels, PromptTemplates templates) throws IOException {
        return LabelScorer.of(this, labels, templates);
    }

    /** Decodes and transforms one picture, to [3, H, W]; needs no weights. */
    public float[] prepare(Path picture) throws IOException {
        ImageTransform transform = transform();
        return transform.normalize(transform.apply(ImageDecoder.decode(picture)));
    }

    /**
     * Features of prepared pictures.
     *
     * @param head one of the image tower's heads, e.g. {@code embedding}
     */
    public float[][] imageFeatures(List<float[]> pixels, String head) {
        Preprocessing size = description().preprocessing();
        return imageEncoder().features(new Batch.Images(pixels, size.height(), size.width()), head);
    }

    /**
     * The image feature of that name.
     *
     * @param name {@code probe} for what the linear probe of the comparison tables reads, else a head of the image tower
     * @throws IllegalArgumentException when the model has none of that name; the message lists those it has
     */
    public ImageFeature imageFeature(String name) {
        String family = description().family();
        if (name.equals(Tower.PROBE)) {
            return ImageFeature.of(family, ImageFeature.LINEAR_PROBE);
        }
        Head head = description().towers().image().heads().get(name);
        if (head == null) {
            Set<String> names =
                    new LinkedHashSet<>(description().towers().image().heads().keySet());
            names.add(Tower.PROBE);
            throw new IllegalArgumentException(
                    "this model has no '" + name + "' feature; it has " + String.join(", ", names));
        }
        return new ImageFeature(family, name, name, false, !(head.projection() instanceof Projection.None));
    }

    /**
     * Embeddings of token ids; what lies behind the end of every row is not computed.
     *
     * @throws IllegalArgumentException when a row holds nothing but padding: it has no mean
     */
    public float[][] textFeatures(Batch.Texts texts) {
        TextEnd end = textStem().end();
        for (int i = 0; i < texts.size(); i++) {
            if (end.length(texts.ids()[i]) == 0) {
                throw new IllegalArgumentException("text " + i + " holds nothing but padding");
            }
        }
        return textEncoder().features(texts.cut(end), Tower.EMBEDDING);
    }

    /**
     * The text tower.
     *
     * @throws IllegalArgumentException when the model has none
     */
    public Tower textTower() {
        return description()
                .towers()
                .text()
                .orElseThrow(() -> new IllegalArgumentException(files.file() + ": a model of family "
                        + description().family() + " has no text tower; it embeds pictures only"));
    }

    /** What the text tower makes of token ids. */
    public TokenStem textStem() {
        return (TokenStem) textTower().stem();
    }

    /**
     * What is done to every picture.
     *
     * @throws IllegalArgumentException when it does not give the size that the network was built for
     */
    public ImageTransform transform() {
        return Transforms.of(description(), files.file());
    }

    /** Turns texts into token ids as this model wants them. */
    public synchronized Tokenizer tokenizer() throws IOException {
        if (tokenizer == null) {
            textTower();
            tokenizer = Tokenizers.load(
                    files.tokenizerFolder(),
                    description().text().orElseThrow(),
                    textStem().vocabulary());
        }
        return tokenizer;
    }

    /** The image tower, loaded; closed with this model. */
    public Encoder imageEncoder() {
        return loaded.image(description().towers().image());
    }

    /** The text tower, loaded; closed with this model. */
    public Encoder textEncoder() {
        return loaded.text(textTower());
    }

    /** Natural logarithm of the learned factor of the cosines. */
    public float logitScale() {
        return scalar(Towers.LOGIT_SCALE);
    }

    /** Learned summand of the logits; 0 where the model has none. */
    public float logitBias() {
        return description().towers().bias() ? scalar(Towers.LOGIT_BIAS) : 0;
    }

    private float scalar(String name) {
        FloatBuffer value = FloatBuffer.allocate(1);
        files.weights().copy(name, value);
        return value.get(0);
    }

    /** Gives all native memory back; a second call does nothing. */
    @Override
    public void close() {
        loaded.close();
    }

    /** Facts for a run's record: engine, its library, and the precision that it computes in. */
    public Map<String, String> versions() {
        return EngineFacts.of(
                description().towers().image(), description().towers().text(), engine);
    }
}
