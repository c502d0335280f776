package org.panderm4j.data.synth.lesion;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * How a diagnosis usually looks and whom it strikes: probabilities from {@code profiles.json}.
 *
 * <p>Where a table lists alternatives, the values are weights; where it lists what can be there together, each is a
 * probability of its own. They follow what textbooks of dermatology and dermoscopy call typical; they are no statistics.
 *
 * @param age in years
 * @param female share of women
 * @param skin weights of skin tones
 */
public record Profile(
        double asymmetric,
        double raised,
        Map<Diameter, Double> diameter,
        Map<Border, Double> border,
        @JsonProperty("main_colour") Map<Colour, Double> mainColour,
        @JsonProperty("further_colours") Map<Colour, Double> furtherColours,
        Map<Network, Double> network,
        Map<Vessels, Double> vessels,
        Map<Structure, Double> structures,
        Age age,
        double female,
        Map<Site, Double> site,
        Map<SkinTone, Double> skin) {
    private static final Map<Diagnosis, Profile> ALL = read();

    /** In years. */
    public record Age(double mean, double spread) {}

    private static Map<Diagnosis, Profile> read() {
        try (InputStream in = Profile.class.getResourceAsStream("profiles.json")) {
            return new EnumMap<>(new ObjectMapper().readValue(in, new TypeReference<Map<Diagnosis, Profile>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException("profiles.json in the program cannot be read", e);
        }
    }

    /** The one of a diagnosis. */
    public static Profile of(Diagnosis diagnosis) {
        return ALL.get(diagnosis);
    }

    /** A look, without artefacts. */
    public Attributes look(RandomGenerator random) {
        return new Attributes(
                Chance.of(asymmetric, random),
                Chance.of(raised, random),
                Chance.one(diameter, random),
                Chance.one(border, random),
                Chance.one(mainColour, random),
                Chance.some(furtherColours, Colour.class, random),
                Chance.one(network, random),
                Chance.one(vessels, random),
                Chance.some(structures, Structure.class, random),
                Set.of());
    }

    public Site site(RandomGenerator random) {
        return Chance.one(site, random);
    }

    public SkinTone skin(RandomGenerator random) {
        return Chance.one(skin, random);
    }

    public Sex sex(RandomGenerator random) {
        return Chance.of(female, random) ? Sex.FEMALE : Sex.MALE;
    }

    /** 12 to 95; the sum of three even draws stands in for a bell curve. */
    public int age(RandomGenerator random) {
        double bell = random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5;
        return (int) Math.max(12, Math.min(95, Math.floor(age.mean() + 2 * age.spread() * bell + 0.5)));
    }

    /** How well somebody fits who has another lesion already: 0 to 1, for comparing diagnoses only. */
    public double fit(int years, SkinTone tone) {
        double away = (years - age.mean()) / age.spread();
        return Chance.share(skin, tone) / (1 + away * away * away * away);
    }
}
