package org.panderm4j.weights.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.weights.mapping.KeyTable.Rule;

class KeyTableReaderTest extends MappingTestBase {
    static List<String> families() {
        return KeyTableReader.families();
    }

    @Test
    void listsTheFamiliesOnce() {
        assertThat(families())
                .doesNotHaveDuplicates()
                .contains("panderm2", "openclip-vit", "hf-clip", "biomedclip", "panderm-v1", "dinov3", "biomedgpt");
    }

    @ParameterizedTest
    @MethodSource("families")
    void everyTableIsWhole(String family) {
        KeyTable table = KeyTableReader.read(family);
        assertThat(table.marks).isNotEmpty();
        assertThat(table.settings).containsKey("image.type");
        assertThat(table.heads)
                .anyMatch(head -> head.tower().equals("image") && head.name().equals("embedding"));
        for (List<Rule> rules : table.rules.values()) {
            for (Rule rule : rules) {
                assertThat(rule.theirs()).as(rule.ours()).isNotEmpty();
                assertThat(rule.theirs()).as(rule.ours()).allMatch(key -> stars(key) == stars(rule.ours()));
            }
        }
    }

    private static long stars(String name) {
        return name.chars().filter(c -> c == '*').count();
    }

    /** A rule for a name that no tower has would never be used. */
    @ParameterizedTest
    @MethodSource("families")
    void everyRuleMakesATensorThatATowerCanHave(String family) throws IOException {
        Set<String> known = new HashSet<>(TowersOfAllKinds.names());
        load(TinyModels.ALL.get(family).apply(1), TinyModels.arch(family))
                .towers()
                .parameterShapes()
                .keySet()
                .forEach(name -> known.add(TowersOfAllKinds.starred(name)));
        assertThat(known).containsAll(KeyTableReader.read(family).rules.keySet());
    }

    @Test
    void anIncludedTableStandsBehindItsPrefix() {
        KeyTable table = KeyTableReader.read("openclip-vit");
        assertThat(table.rules.get("image.stem.class"))
                .singleElement()
                .satisfies(rule -> assertThat(rule.theirs()).containsExactly("visual.class_embedding"));
        assertThat(table.rules.get("text.stem.positions"))
                .singleElement()
                .satisfies(rule -> assertThat(rule.theirs()).containsExactly("positional_embedding"));
        KeyTable timm = KeyTableReader.read("timm-clip");
        assertThat(timm.refused("visual.trunk.attn_pool.q.weight")).isPresent();
        assertThat(timm.refused("attn_pool.q.weight")).isEmpty();
    }

    @Test
    void oneStarIsANumberTwoAreAnything() {
        KeyTable timm = KeyTableReader.read("timm-vit");
        assertThat(timm.refused("blocks.11.attn.q_norm.weight")).isPresent();
        assertThat(timm.refused("blocks.x.attn.q_norm.weight")).isEmpty();
        KeyTable ofa = KeyTableReader.read("biomedgpt");
        assertThat(ofa.ignored("decoder.layers.0.fc1.weight")).isPresent();
        assertThat(ofa.ignored("encoder.embed_images.layer1.0.bn1.num_batches_tracked"))
                .isPresent();
        assertThat(ofa.ignored("encoder.decoder.x")).isEmpty();
        assertThat(KeyTableReader.read("panderm-v1").ignored("mask_token2")).isEmpty();
    }

    @Test
    void aDotIsNoWildcard() {
        assertThat(KeyTableReader.read("biomedgpt").ignored("encoderXversion")).isEmpty();
    }

    @Test
    void renamesEndsAndTakesPrefixesOff() {
        assertThat(KeyTableReader.read("panderm2").renamed("text.transformer.embeddings.LayerNorm.gamma"))
                .isEqualTo("text.transformer.embeddings.LayerNorm.weight");
        assertThat(KeyTableReader.read("panderm-v1").renamed("encoder.norm.bias"))
                .isEqualTo("norm.bias");
        assertThat(KeyTableReader.read("panderm-v1").renamed("decoder.encoder.norm.bias"))
                .isEqualTo("decoder.encoder.norm.bias");
    }

    @Test
    void aLaterLineComesBeforeAnIncludedOne() {
        assertThat(KeyTableReader.read("biomedclip")
                        .settings
                        .get("text.pooling")
                        .value())
                .isEqualTo("class");
        assertThat(KeyTableReader.read("panderm2").settings.get("text.pooling").value())
                .isEqualTo("masked-mean");
    }

    @Test
    void thereIsNoOtherTable() {
        assertThatThrownBy(() -> KeyTableReader.read("no-such"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no-such.keys");
    }
}
