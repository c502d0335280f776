package org.panderm4j.data.multimodal;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.panderm4j.data.table.Split;

/**
 * One lesion.
 *
 * @param table the file that it stands in
 * @param line in its table, counted from 1
 * @param clinical the photograph, if there is one
 * @param dermoscopic the picture through the dermatoscope, if there is one
 * @param label class, counted from 0; empty where it is not known
 * @param split what the case is for
 * @param group the patient, or the case's own place where none is named
 * @param metadata fields by column as they stand in the table; an empty one is absent
 * @param criteria further labels by criterion, counted from 0; one that is not known is absent
 */
public record Case(
        Path table,
        long line,
        Optional<NamedPicture> clinical,
        Optional<NamedPicture> dermoscopic,
        OptionalInt label,
        Split split,
        String group,
        Map<String, String> metadata,
        Map<String, Integer> criteria) {
    public Case {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        criteria = Collections.unmodifiableMap(new LinkedHashMap<>(criteria));
    }

    /** The pictures there are, the clinical one first. */
    public List<NamedPicture> pictures() {
        return Stream.concat(clinical.stream(), dermoscopic.stream()).toList();
    }

    /** The same case for something else. */
    Case in(Split other) {
        return new Case(table, line, clinical, dermoscopic, label, other, group, metadata, criteria);
    }
}
