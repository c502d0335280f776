package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.panderm4j.nn.train.Workers;
import org.panderm4j.run.Digests;
import org.panderm4j.run.RunPlan;
import org.panderm4j.study.StudyFolders;
import org.panderm4j.study.StudyTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code panderm concepts study}. */
@Command(
        name = "study",
        description = {
            "Put a concept study on one page: the dictionary, its features' names and pictures, the classifier's weights, and",
            "what interventions have changed, from the folders that these commands have left."
        })
final class ConceptsStudyCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Mixin
    private RunOptions run;

    @Option(
            names = "--sae",
            required = true,
            paramLabel = "FILE|DIR",
            description = "The dictionary: sae.safetensors, autoencoder.pth, or the folder of 'sae train'.")
    private Path sae;

    @Option(names = "--names", paramLabel = "DIR", description = "Folder of 'concepts name'.")
    private Path names;

    @Option(names = "--top", paramLabel = "DIR", description = "Folder of 'concepts top'; may be given several times.")
    private List<Path> top = new ArrayList<>();

    @Option(names = "--cbm", paramLabel = "DIR", description = "Folder of 'cbm train'.")
    private Path cbm;

    @Option(
            names = "--intervention",
            paramLabel = "DIR",
            description = "Folder of 'cbm intervene'; may be given several times.")
    private List<Path> interventions = new ArrayList<>();

    @Option(names = "--title", paramLabel = "TEXT", description = "Title of the page (default: name of --out).")
    private String title;

    ConceptsStudyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        StudyFolders folders =
                new StudyFolders(sae, Optional.ofNullable(names), top, Optional.ofNullable(cbm), interventions);
        List<String> identity = new ArrayList<>();
        for (Path file : folders.files()) {
            identity.add(Digests.ofFileList(List.of(file)));
        }
        RunPlan plan = new RunPlan("concepts study", OptionValues.of(spec), common.seed, Digests.ofTexts(identity));
        String shown = title == null ? String.valueOf(run.out.toAbsolutePath().getFileName()) : title;
        try (Workers workers = new Workers(common.workers())) {
            if (!new StudyTask(workers, common.progress(console)).run(folders, shown, run.out, plan, run.resume)) {
                return Skips.ofFinished(console, run.out);
            }
        }
        console.results().println(run.out.resolve("report.html"));
        return ExitStatus.DONE;
    }
}
