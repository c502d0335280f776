package org.panderm4j.finetune;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.panderm4j.data.multimodal.CaseTable;
import org.panderm4j.data.multimodal.Criterion;
import org.panderm4j.data.multimodal.DataSets;
import org.panderm4j.data.multimodal.MultimodalDataSet;
import org.panderm4j.data.multimodal.NewCase;
import org.panderm4j.data.multimodal.Reading;

/** The data set that a model was fine-tuned on, to be read again or to tell how new cases are read. */
public final class RecordedDataSet {
    private final FinetuneRun run;

    public RecordedDataSet(FinetuneRun run) {
        this.run = run;
    }

    /**
     * Reads labelled cases.
     *
     * @param other name or description of another data set of the same classes
     * @param data its folder
     * @throws IOException in one line when they cannot be read, or their classes are not those of the model
     */
    public CaseTable read(Optional<String> other, Path data) throws IOException {
        if (!Files.isDirectory(data)) {
            throw new IOException("--data " + data + ": expected the folder of the data set, found "
                    + (Files.exists(data) ? "a file" : "nothing"));
        }
        CaseTable table = dataSet(other, data).read(data);
        List<String> expected = run.model().classNames();
        if (!table.classNames().equals(expected)) {
            throw otherClasses(table.dataSet(), expected, table.classNames());
        }
        for (Criterion criterion : table.criteria()) {
            requireSame(criterion, table.dataSet());
        }
        return table;
    }

    /** Reads new cases from a table; labels that are there and known are kept. */
    public CaseTable readNew(Path csv, Path pictures) throws IOException {
        return recorded().readNew(csv, pictures);
    }

    /** One case that no table names. */
    public CaseTable newCase(NewCase told) throws IOException {
        return recorded().newCase(told);
    }

    private MultimodalDataSet recorded() throws IOException {
        FineTuned model = run.model();
        return model.description().isPresent()
                ? DataSets.described(model.description().get(), model.dataSet() + ".yaml", run.reading())
                : DataSets.named(model.dataSet(), run.reading());
    }

    private MultimodalDataSet dataSet(Optional<String> other, Path data) throws IOException {
        if (other.isEmpty()) {
            return recorded();
        }
        String name = other.get();
        if (!DataSets.NAMES.contains(name)) {
            MultimodalDataSet plain = DataSets.named(name, Reading.usual());
            if (!Optional.of(Files.readString(Path.of(name))).equals(run.model().description())) {
                requireInOrder(name, plain.read(data).classNames());
            }
        }
        try {
            return DataSets.named(name, run.reading());
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "--dataset " + name + ": not the classes of " + run.folder() + ": " + e.getMessage(), e);
        }
    }

    /** Cases may lack classes; those that they have must be the model's, in its order, for labels may be numbers. */
    private void requireInOrder(String name, List<String> found) throws IOException {
        List<String> expected = run.model().classNames();
        List<String> common = expected.stream().filter(found::contains).toList();
        if (!common.equals(found)) {
            throw otherClasses("--dataset " + name, expected, found);
        }
    }

    private IOException otherClasses(String dataSet, List<String> expected, List<String> found) {
        return new IOException(dataSet + ": expected the classes of " + run.folder() + " in their order ("
                + String.join(", ", expected) + "), found " + String.join(", ", found));
    }

    private void requireSame(Criterion found, String dataSet) throws IOException {
        for (Criterion known : run.model().criteria()) {
            if (known.name().equals(found.name()) && !known.equals(found)) {
                throw otherClasses(dataSet + ", criterion " + found.name(), known.classNames(), found.classNames());
            }
        }
    }
}
