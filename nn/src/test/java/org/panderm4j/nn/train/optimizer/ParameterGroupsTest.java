package org.panderm4j.nn.train.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.panderm4j.nn.train.ArrayParameter;
import org.panderm4j.nn.train.Parameter;

class ParameterGroupsTest {
    private static Parameter matrix(String name) {
        return new ArrayParameter(name, new float[6], 2, 3);
    }

    private static Parameter vector(String name) {
        return new ArrayParameter(name, new float[3], 3);
    }

    private static final List<Parameter> MODEL = List.of(
            matrix("image.stem.class_token"),
            matrix("image.blocks.0.mlp.up.weight"),
            vector("image.blocks.0.mlp.up.bias"),
            matrix("image.blocks.11.mlp.up.weight"),
            vector("image.blocks.11.mlp.scale"),
            vector("image.head.norm.weight"),
            matrix("image.head.projection.weight"),
            matrix("text.blocks.2.attention.qkv.weight"),
            vector("logit_scale"));

    private static ParameterGroup groupOf(Collection<ParameterGroup> groups, String name) {
        List<ParameterGroup> found = groups.stream()
                .filter(group -> group.parameters().stream()
                        .anyMatch(parameter -> parameter.name().equals(name)))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    @Test
    void twoGroupsByTheRuleOfTheReference() {
        List<ParameterGroup> groups = ParameterGroups.of(MODEL).decay(0.2).build();
        assertThat(groups).hasSize(2);
        assertThat(groups.get(0).name()).isEqualTo("all");
        assertThat(groups.get(0).decay()).isEqualTo(0.2);
        assertThat(groups.get(1).name()).isEqualTo("all, no decay");
        assertThat(groups.get(1).decay()).isZero();
        assertThat(groups.get(1).parameters())
                .extracting(Parameter::name)
                .containsExactly(
                        "image.blocks.0.mlp.up.bias",
                        "image.blocks.11.mlp.scale",
                        "image.head.norm.weight",
                        "logit_scale");
        assertThat(groups).allMatch(group -> group.rateFactor() == 1);
    }

    @Test
    void namesOutrankAxes() {
        assertThat(ParameterGroups.isDecayed(matrix("blocks.0.up.weight"))).isTrue();
        assertThat(ParameterGroups.isDecayed(matrix("blocks.0.position_bias"))).isFalse();
        assertThat(ParameterGroups.isDecayed(matrix("blocks.0.LayerNorm"))).isFalse();
        assertThat(ParameterGroups.isDecayed(matrix("logit_scale"))).isFalse();
    }

    @Test
    void ratesFallWithDepth() {
        List<ParameterGroup> groups =
                ParameterGroups.of(MODEL).decay(0.05).layerDecay(0.5).build();
        Function<String, Double> factor = name -> groupOf(groups, name).rateFactor();
        assertThat(factor.apply("image.stem.class_token")).isCloseTo(Math.pow(0.5, 13), within(1e-15));
        assertThat(factor.apply("image.blocks.0.mlp.up.weight")).isCloseTo(Math.pow(0.5, 12), within(1e-15));
        assertThat(factor.apply("image.blocks.11.mlp.up.weight")).isEqualTo(0.5);
        assertThat(factor.apply("text.blocks.2.attention.qkv.weight")).isEqualTo(0.5);
        assertThat(factor.apply("image.head.projection.weight")).isEqualTo(1);
        assertThat(factor.apply("logit_scale")).isEqualTo(1);
        assertThat(groupOf(groups, "image.blocks.0.mlp.up.bias").name()).isEqualTo("image.blocks.0, no decay");
        assertThat(groups.stream().flatMap(group -> group.parameters().stream()).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(MODEL);
    }

    @Test
    void ruleCanBeReplaced() {
        List<ParameterGroup> groups =
                ParameterGroups.of(MODEL).decay(1).decayed(any -> true).build();
        assertThat(groups).singleElement().extracting(ParameterGroup::decay).isEqualTo(1.0);
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> ParameterGroups.of(MODEL).layerDecay(1.5)).hasMessageContaining("found 1.5");
        assertThatThrownBy(() -> ParameterGroups.of(MODEL).decay(-1).build()).hasMessageContaining("-1.0");
    }
}
