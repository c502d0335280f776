package org.panderm4j.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.panderm4j.nn.train.Workers;
import org.panderm4j.report.ConceptReport;
import org.panderm4j.run.Digests;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunFacts;
import org.panderm4j.run.RunFolder;
import org.panderm4j.run.RunPlan;
import org.panderm4j.sae.SaeFile;
import org.panderm4j.sae.SaeStats;
import org.panderm4j.sae.StatsTask;

/** Puts a study on one page and leaves its run folder. */
public final class StudyTask {
    private final Workers workers;
    private final ProgressReport progress;

    public StudyTask(Workers workers, ProgressReport progress) {
        this.workers = workers;
        this.progress = progress;
    }

    /**
     * Runs, unless that was done before.
     *
     * @return whether the page was written now
     * @throws IOException when a part is missing or belongs to another dictionary
     */
    public boolean run(StudyFolders folders, String title, Path out, RunPlan plan, boolean resume) throws IOException {
        SaeFile sae = SaeFile.read(folders.sae());
        NamedNeurons names = NamedNeurons.read(
                folders.names().map(folder -> folder.resolve(StudyFolders.NAMES)),
                sae.weights().design().features());
        try (RunFolder run = RunFolder.open(out, plan, resume)) {
            if (run.isFinished()) {
                return false;
            }
            SaeStats stats = new StatsTask(sae, workers, progress).run();
            StudyPages pages = new StudyPages(folders, stats, names);
            run.write("report.html", file -> ConceptReport.write(pages.of(title), file));
            run.finish(new RunFacts(Map.of(), digests(folders)));
            return true;
        }
    }

    private static Map<String, String> digests(StudyFolders folders) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        for (Path file : folders.files()) {
            digests.put(file.toString(), Digests.ofFile(file));
        }
        return digests;
    }
}
