package org.panderm4j.data.multimodal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.datavec.api.transform.schema.Schema;
import org.panderm4j.data.table.MissingValue;
import org.panderm4j.data.table.NearestNames;
import org.panderm4j.data.table.Split;

/**
 * A case that is told without a table.
 *
 * @param clinical the photograph, if there is one
 * @param dermoscopic the picture through the dermatoscope, if there is one
 * @param fields metadata by the data set's columns; a blank text stands for one that is not known
 */
public record NewCase(Optional<Path> clinical, Optional<Path> dermoscopic, Map<String, String> fields) {
    /** In the place of a table's name. */
    private static final Path TOLD = Path.of("new case");

    public NewCase {
        fields = Map.copyOf(fields);
    }

    /**
     * As a case of a data set.
     *
     * @throws IOException naming a field that it has not, with the nearest that it has, or one that is no number and should be
     */
    Case of(String dataSet, List<MetadataField> known) throws IOException {
        List<String> names = known.stream().map(MetadataField::column).toList();
        for (String name : fields.keySet()) {
            if (!names.contains(name)) {
                throw new IOException("field " + name + ": expected one of " + dataSet + "'s ("
                        + String.join(", ", names) + "), found another" + NearestNames.hint(name, names));
            }
        }
        return new Case(
                TOLD,
                1,
                clinical.map(NewCase::named),
                dermoscopic.map(NewCase::named),
                OptionalInt.empty(),
                Split.TEST,
                TOLD.toString(),
                checked(known),
                Map.of());
    }

    private static NamedPicture named(Path file) {
        return new NamedPicture(file.toString(), file);
    }

    private Map<String, String> checked(List<MetadataField> known) throws IOException {
        Schema schema = MetadataField.schema(known);
        Map<String, String> checked = new LinkedHashMap<>();
        for (MetadataField field : known) {
            String text = fields.getOrDefault(field.column(), "");
            if (!MissingValue.is(text.strip())) {
                field.check(schema, "field " + field.column(), text);
                checked.put(field.column(), text);
            }
        }
        return checked;
    }
}
