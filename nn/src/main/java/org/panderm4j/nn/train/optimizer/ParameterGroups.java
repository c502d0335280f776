package org.panderm4j.nn.train.optimizer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.panderm4j.nn.train.Parameter;

/**
 * Sorts parameters into groups by decay and by depth.
 *
 * <p>Depth is read from names: {@code image.blocks.3.mlp.up.weight} lies in block 3 of {@code image.}, {@code image.stem...}
 * below all blocks; everything else is a head. With {@code L} blocks and layer-wise decay {@code f}, the rate of block
 * {@code i} is multiplied by {@code f^(L - i)}, that of the stem by {@code f^(L + 1)}, that of heads by 1.
 */
public final class ParameterGroups {
    private static final Pattern BLOCK = Pattern.compile("(.*?)blocks\\.(\\d+)\\..*");
    private static final Pattern STEM = Pattern.compile("(.*?)stem\\..*");
    /** Gains, offsets and the temperature: pulling them to zero is no regularisation. */
    private static final List<String> UNDECAYED = List.of("norm", "bias", "logit_scale");

    private final Collection<? extends Parameter> parameters;
    private final Map<String, Integer> depths = new HashMap<>();
    private double decay;
    private double layerDecay = 1;
    private Predicate<Parameter> decayed = ParameterGroups::isDecayed;

    private ParameterGroups(Collection<? extends Parameter> parameters) {
        this.parameters = parameters;
        for (Parameter parameter : parameters) {
            Matcher block = BLOCK.matcher(parameter.name());
            if (block.matches()) {
                depths.merge(block.group(1), Integer.parseInt(block.group(2)) + 1, Math::max);
            }
        }
    }

    /** One group, without decay, unless more is asked for. */
    public static ParameterGroups of(Collection<? extends Parameter> parameters) {
        return new ParameterGroups(parameters);
    }

    /**
     * The rule of the reference: parameters of two axes or more decay, except those with {@code norm}, {@code bias} or
     * {@code logit_scale} in the name.
     */
    public static boolean isDecayed(Parameter parameter) {
        String name = parameter.name().toLowerCase(Locale.ROOT);
        return parameter.shape().length >= 2 && UNDECAYED.stream().noneMatch(name::contains);
    }

    /**
     * Weight decay.
     *
     * @param weightDecay of the parameters that decay, 0 or more
     */
    public ParameterGroups decay(double weightDecay) {
        decay = weightDecay;
        return this;
    }

    /** Which parameters decay, in place of {@link #isDecayed}. */
    public ParameterGroups decayed(Predicate<Parameter> rule) {
        decayed = rule;
        return this;
    }

    /**
     * Layer-wise decay of the rate.
     *
     * @param factor from one block to the one below it, above 0 and at most 1, which is the same rate everywhere
     */
    public ParameterGroups layerDecay(double factor) {
        if (!(factor > 0 && factor <= 1)) {
            throw new IllegalArgumentException("expected a layer-wise decay above 0 and at most 1, found " + factor);
        }
        layerDecay = factor;
        return this;
    }

    /** The groups, in the order in which their first parameters come. */
    public List<ParameterGroup> build() {
        Map<String, List<Parameter>> members = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            members.computeIfAbsent(name(parameter), any -> new ArrayList<>()).add(parameter);
        }
        List<ParameterGroup> groups = new ArrayList<>();
        members.forEach((name, list) -> {
            Parameter first = list.get(0);
            groups.add(new ParameterGroup(name, list, rateFactor(first.name()), decayOf(first)));
        });
        return groups;
    }

    private String name(Parameter parameter) {
        String layer = layerDecay == 1 ? "all" : layer(parameter.name());
        return decayed.test(parameter) ? layer : layer + ", no decay";
    }

    private double decayOf(Parameter parameter) {
        return decayed.test(parameter) ? decay : 0;
    }

    private static String layer(String name) {
        Matcher block = BLOCK.matcher(name);
        if (block.matches()) {
            return block.group(1) + "blocks." + block.group(2);
        }
        Matcher stem = STEM.matcher(name);
        return stem.matches() ? stem.group(1) + "stem" : "heads";
    }

    private double rateFactor(String name) {
        Matcher block = BLOCK.matcher(name);
        if (block.matches()) {
            return Math.pow(layerDecay, depths.get(block.group(1)) - Integer.parseInt(block.group(2)));
        }
        Matcher stem = STEM.matcher(name);
        return stem.matches() ? Math.pow(layerDecay, depths.getOrDefault(stem.group(1), 0) + 1) : 1;
    }
}
