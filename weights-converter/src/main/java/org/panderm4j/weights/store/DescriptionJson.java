package org.panderm4j.weights.store;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.panderm4j.nn.tower.Positions;
import org.panderm4j.nn.tower.Projection;
import org.panderm4j.nn.tower.Stem;
import org.panderm4j.nn.tower.TextEnd;

/** {@code model.json}: the records, field by field. Unknown and missing fields are errors. */
final class DescriptionJson {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addMixIn(Stem.class, StemTypes.class)
            .addMixIn(Projection.class, ProjectionTypes.class)
            .addMixIn(Positions.class, PositionsTypes.class)
            .addMixIn(TextEnd.class, TextEndTypes.class)
            .addModule(new Jdk8Module())
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private DescriptionJson() {}

    static String write(ModelDescription description) throws IOException {
        return JSON.writeValueAsString(description) + "\n";
    }

    static ModelDescription read(Path file) throws IOException {
        try {
            return JSON.readValue(Files.readString(file), ModelDescription.class);
        } catch (JacksonException e) {
            throw new IOException(file + ": not a model description of this version: " + firstLine(e), e);
        }
    }

    private static String firstLine(JacksonException e) {
        return e.getOriginalMessage().lines().findFirst().orElse("unreadable");
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Stem.PatchStem.class, name = "patches"),
        @JsonSubTypes.Type(value = Stem.TokenStem.class, name = "tokens"),
        @JsonSubTypes.Type(value = Stem.JointStem.class, name = "joint")
    })
    private interface StemTypes {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Projection.None.class, name = "none"),
        @JsonSubTypes.Type(value = Projection.Linear.class, name = "linear"),
        @JsonSubTypes.Type(value = Projection.Classifier.class, name = "classifier"),
        @JsonSubTypes.Type(value = Projection.TwoLayer.class, name = "two-layer")
    })
    private interface ProjectionTypes {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Positions.Table.class, name = "table"),
        @JsonSubTypes.Type(value = Positions.Rotary.class, name = "rotary")
    })
    private interface PositionsTypes {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = TextEnd.Padding.class, name = "padding"),
        @JsonSubTypes.Type(value = TextEnd.LargestId.class, name = "largest-id"),
        @JsonSubTypes.Type(value = TextEnd.FirstId.class, name = "first-id")
    })
    private interface TextEndTypes {}
}
