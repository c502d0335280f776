package org.panderm4j.data.multimodal;

import java.io.IOException;
import java.nio.file.Path;

/** A data set whose files are known. */
public interface MultimodalDataSet {
    /** As on the command line, e.g. {@code derm7pt}. */
    String name();

    /**
     * Reads cases with labels and splits.
     *
     * @param data the folder of the data set
     * @throws IOException in one line naming file, line and column where something is missing or cannot be read
     */
    CaseTable read(Path data) throws IOException;

    /**
     * Reads new cases, to be predicted: the same columns of pictures and metadata, where they are there; neither labels nor splits are
     * needed. All are of split {@code test}.
     *
     * @param table the CSV file
     * @param pictures folder that relative paths begin in
     */
    CaseTable readNew(Path table, Path pictures) throws IOException;

    /**
     * One new case, of split {@code test}, that no table names; the result has no files.
     *
     * @throws IOException naming a field that the data set has not, with the nearest that it has, or one that cannot be read
     */
    CaseTable newCase(NewCase told) throws IOException;
}
