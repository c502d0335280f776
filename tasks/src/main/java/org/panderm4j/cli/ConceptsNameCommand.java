package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.panderm4j.concepts.ActivationRows;
import org.panderm4j.concepts.Naming;
import org.panderm4j.concepts.NamingInputs;
import org.panderm4j.concepts.NamingResult;
import org.panderm4j.concepts.NamingTask;
import org.panderm4j.data.concept.ConceptVocabulary;
import org.panderm4j.run.Digests;
import org.panderm4j.run.RunFolder;
import org.panderm4j.run.RunPlan;
import org.panderm4j.sae.SaeFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code panderm concepts name}. */
@Command(
        name = "name",
        description = {
            "Name the features of a sparse autoencoder: each gets the term of a vocabulary whose embedding is nearest to its",
            "dictionary vector, or 'unnamed' when none is near enough."
        })
final class ConceptsNameCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Mixin
    private RunOptions run;

    @Mixin
    private DictionaryOptions dictionary;

    @Option(
            names = "--vocabulary",
            paramLabel = "FILE|default",
            defaultValue = ConceptVocabulary.DEFAULT,
            description = {
                "Terms: a text a line, or a .csv with the columns text and kind.",
                "Default: the dermatology terms that come with the program."
            })
    private String vocabulary;

    @Option(
            names = "--threshold",
            paramLabel = "S",
            defaultValue = "0.2",
            description = "Least cosine of a name, from -1 to 1 (default: ${DEFAULT-VALUE}).")
    private double threshold;

    @Option(
            names = "--margin",
            paramLabel = "S",
            defaultValue = "0",
            description = "By how much a name must be nearer than the runner-up (default: ${DEFAULT-VALUE}).")
    private double margin;

    @Option(
            names = "--activations",
            paramLabel = "FILE.npy",
            description = "Activations of some rows: tells which features are ever active, and how often.")
    private Path activations;

    ConceptsNameCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Bounds.check(Math.abs(threshold) <= 1, "--threshold", "from -1 to 1", threshold);
        Bounds.notNegative("--margin", margin);
        ConceptVocabulary terms = vocabulary.equals(ConceptVocabulary.DEFAULT)
                ? ConceptVocabulary.dermatology()
                : ConceptVocabulary.read(Path.of(vocabulary));
        if (dictionary.centred && terms.terms().size() < 2) {
            throw new UsageException(
                    "--centre: expected a vocabulary of at least 2 terms, found 1 in " + terms.origin());
        }
        SaeFile sae = SaeFile.read(dictionary.sae);
        Optional<ActivationRows> rows =
                activations == null ? Optional.empty() : Optional.of(ActivationRows.open(activations));
        if (rows.isPresent()) {
            rows.get().requireFeatures(sae.weights().design().features(), sae.file());
        }
        try (DictionaryOptions.Texts texts = dictionary.texts(sae, common, console)) {
            List<String> identity = new ArrayList<>(texts.identity());
            identity.addAll(terms.texts());
            if (rows.isPresent()) {
                identity.add(Digests.ofFileList(List.of(activations)));
            }
            RunPlan plan = new RunPlan("concepts name", OptionValues.of(spec), common.seed, Digests.ofTexts(identity));
            try (RunFolder folder = RunFolder.open(run.out, plan, run.resume)) {
                if (folder.isFinished()) {
                    return Skips.ofFinished(console, run.out);
                }
                NamingInputs inputs =
                        new NamingInputs(sae, terms, texts.embed(terms.texts()), dictionary.centred, rows);
                return print(new NamingTask(new Naming(threshold, margin), common.progress(console))
                        .run(inputs, folder, plan, texts.model().versions()));
            }
        }
    }

    private int print(NamingResult result) {
        TextTable table = result.activity().isPresent()
                ? new TextTable("neurons", "named", "different names", "alive", "named and alive")
                : new TextTable("neurons", "named", "different names");
        List<Object> cells = new ArrayList<>(List.of(result.names().size(), result.named(), result.distinct()));
        if (result.activity().isPresent()) {
            cells.add(result.alive());
            cells.add(result.namedAlive());
        }
        table.row(cells.toArray());
        table.print(console.results());
        if (!common.quiet) {
            console.messages().println("report: " + run.out.resolve("report.html"));
        }
        return ExitStatus.DONE;
    }
}
