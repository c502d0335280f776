package org.panderm4j.fullsize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.data.golden.GoldenCases;

/** The keys that are generated here against the specification's lists; skipped where these do not lie beside the project. */
@Tag("golden")
class FullSizeKeysTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<FullSizeModel> models() {
        return FullSizeModel.all();
    }

    @ParameterizedTest
    @MethodSource("models")
    void namesAndShapesAreThoseOfTheSpecification(FullSizeModel model) throws IOException {
        Path folder = GoldenCases.home().resolve("../shared/spec/keys").normalize();
        assumeThat(folder).as("lists of keys").isDirectory();
        JsonNode list = JSON.readTree(folder.resolve(model.keyList() + ".json").toFile());
        Map<String, List<Long>> expected = new TreeMap<>();
        for (Map.Entry<String, JsonNode> tensor : list.path("tensors").properties()) {
            expected.put(tensor.getKey(), shape(JSON.convertValue(tensor.getValue(), long[].class)));
        }
        Map<String, List<Long>> ours = new TreeMap<>();
        model.shapes().forEach((name, shape) -> ours.put(name, shape(shape)));
        assertThat(ours).isEqualTo(expected);
        assertThat(model.shapes().values().stream().mapToLong(Formula::elements).sum())
                .isEqualTo(list.path("parameters").longValue());
    }

    private static List<Long> shape(long[] axes) {
        return Arrays.stream(axes).boxed().toList();
    }
}
