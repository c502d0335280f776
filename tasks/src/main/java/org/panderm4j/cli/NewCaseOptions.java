package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.data.multimodal.CaseTable;
import org.panderm4j.data.multimodal.NamedPicture;
import org.panderm4j.data.multimodal.NewCase;
import org.panderm4j.data.multimodal.VectorColumn;
import org.panderm4j.finetune.FinetuneRun;
import org.panderm4j.finetune.RecordedDataSet;
import org.panderm4j.nn.fusion.FusionDesign;
import org.panderm4j.run.Digests;
import picocli.CommandLine.Option;

/** Options that say which new cases there are: those of a table, or a single one. */
final class NewCaseOptions {
    private static final String[] OF_ONE = {"--clinical", "--dermoscopic", "--field"};

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "Table of cases, with the columns of the data set that the model was fine-tuned on.")
    Path csv;

    @Option(
            names = "--image-root",
            paramLabel = "DIR",
            description = "Folder that relative picture paths start from (default: the working directory).")
    Path imageRoot;

    @Option(names = "--clinical", paramLabel = "FILE", description = "A single case: its clinical photograph.")
    Path clinical;

    @Option(names = "--dermoscopic", paramLabel = "FILE", description = "A single case: its dermoscopic picture.")
    Path dermoscopic;

    @Option(
            names = "--field",
            paramLabel = "NAME=VALUE",
            description = "A single case: what is known of it, by column of the data set, such as age=50.")
    Map<String, String> fields;

    /** Refuses what does not fit together, before anything is read. */
    void check(WrittenOptions written) {
        for (String option : OF_ONE) {
            written.notWith("--csv", option);
        }
        if (csv == null && isNone()) {
            throw new UsageException(
                    "expected --csv FILE, or a case by --clinical, --dermoscopic and --field, found none");
        }
        written.onlyWith(csv != null, "--csv", "--image-root");
        written.oneOfEachKey("--field");
    }

    private boolean isNone() {
        return clinical == null && dermoscopic == null && fields == null;
    }

    /** Whether there is a single case. */
    boolean isOne() {
        return csv == null;
    }

    /** Of the cases, for messages. */
    String origin() {
        return isOne() ? "the case" : csv.toString();
    }

    /**
     * Reads them.
     *
     * @throws UsageException for what the model does not see
     * @throws IOException when a file is not there, or a column or field does not fit
     */
    CaseTable read(FinetuneRun run) throws IOException {
        RecordedDataSet dataSet = new RecordedDataSet(run);
        if (!isOne()) {
            return dataSet.readNew(csv, imageRoot == null ? Path.of("") : imageRoot);
        }
        FusionDesign design = run.model().design();
        checkSeen(design.clinical(), "--clinical", clinical);
        checkSeen(design.dermoscopic(), "--dermoscopic", dermoscopic);
        checkSeen(design.metadata().isPresent(), "--field", fields);
        requireFile("--clinical", clinical);
        requireFile("--dermoscopic", dermoscopic);
        return dataSet.newCase(new NewCase(
                Optional.ofNullable(clinical), Optional.ofNullable(dermoscopic), fields == null ? Map.of() : fields));
    }

    private static void checkSeen(boolean seen, String option, Object given) {
        if (given != null && !seen) {
            throw new UsageException(option + ": the model of --run was fine-tuned without; leave it out");
        }
    }

    private static void requireFile(String option, Path file) throws IOException {
        if (file != null && !Files.isRegularFile(file)) {
            throw new NoSuchFileException(option + " " + file + ": expected a picture, found "
                    + (Files.exists(file) ? "a folder" : "nothing"));
        }
    }

    /** What to tell of fields of the model's vector that no row of a table has, as where a column has another name. */
    Optional<String> blank(FinetuneRun run, CaseTable table) {
        List<String> blank = isOne()
                ? List.of()
                : run.model().vector().stream()
                        .flatMap(vector -> vector.layout().stream())
                        .map(VectorColumn::source)
                        .distinct()
                        .filter(field -> table.cases().stream()
                                .noneMatch(one -> one.metadata().containsKey(field)))
                        .toList();
        return blank.isEmpty()
                ? Optional.empty()
                : Optional.of(csv + ": no row has a value of " + String.join(", ", blank)
                        + ", which the model sees; predicted as if it were not known");
    }

    /** What must be the same when a run goes on. */
    static List<String> identity(CaseTable table) throws IOException {
        List<String> identity = new ArrayList<>();
        for (Path file : table.files()) {
            identity.add(Digests.ofFile(file));
        }
        List<Path> pictures = table.cases().stream()
                .flatMap(one -> one.pictures().stream())
                .map(NamedPicture::path)
                .toList();
        identity.add(Digests.ofFileList(pictures));
        return identity;
    }
}
