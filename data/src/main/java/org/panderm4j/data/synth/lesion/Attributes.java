package org.panderm4j.data.synth.lesion;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Everything about a lesion that its pictures show. Each value can be set; what is not touched is drawn as before.
 *
 * @param asymmetric whether outline and colours lack an axis
 * @param raised a papule or nodule; else flat
 * @param mainColour of most of the lesion
 * @param furtherColours of parts of it; never holds {@code mainColour}
 */
public record Attributes(
        boolean asymmetric,
        boolean raised,
        Diameter diameter,
        Border border,
        Colour mainColour,
        Set<Colour> furtherColours,
        Network network,
        Vessels vessels,
        Set<Structure> structures,
        Set<Artefact> artefacts) {

    public Attributes {
        Set<Colour> others = copy(furtherColours, Colour.class);
        others.remove(mainColour);
        furtherColours = Collections.unmodifiableSet(others);
        structures = Collections.unmodifiableSet(copy(structures, Structure.class));
        artefacts = Collections.unmodifiableSet(copy(artefacts, Artefact.class));
    }

    /** In the order of declaration, whatever the set: loops over it must not depend on hashes. */
    private static <T extends Enum<T>> EnumSet<T> copy(Set<T> set, Class<T> type) {
        EnumSet<T> copy = EnumSet.noneOf(type);
        copy.addAll(set);
        return copy;
    }

    private static <T extends Enum<T>> Set<T> changed(Set<T> set, T one, boolean present, Class<T> type) {
        EnumSet<T> copy = copy(set, type);
        if (present) {
            copy.add(one);
        } else {
            copy.remove(one);
        }
        return copy;
    }

    public Attributes withAsymmetric(boolean value) {
        return new Attributes(
                value, raised, diameter, border, mainColour, furtherColours, network, vessels, structures, artefacts);
    }

    public Attributes withBorder(Border value) {
        return new Attributes(
                asymmetric,
                raised,
                diameter,
                value,
                mainColour,
                furtherColours,
                network,
                vessels,
                structures,
                artefacts);
    }

    /** Other colours stay, less the new main one. */
    public Attributes withMainColour(Colour value) {
        return new Attributes(
                asymmetric, raised, diameter, border, value, furtherColours, network, vessels, structures, artefacts);
    }

    public Attributes withFurtherColours(Set<Colour> value) {
        return new Attributes(
                asymmetric, raised, diameter, border, mainColour, value, network, vessels, structures, artefacts);
    }

    public Attributes withNetwork(Network value) {
        return new Attributes(
                asymmetric,
                raised,
                diameter,
                border,
                mainColour,
                furtherColours,
                value,
                vessels,
                structures,
                artefacts);
    }

    public Attributes withVessels(Vessels value) {
        return new Attributes(
                asymmetric,
                raised,
                diameter,
                border,
                mainColour,
                furtherColours,
                network,
                value,
                structures,
                artefacts);
    }

    public Attributes withStructure(Structure structure, boolean present) {
        return new Attributes(
                asymmetric,
                raised,
                diameter,
                border,
                mainColour,
                furtherColours,
                network,
                vessels,
                changed(structures, structure, present, Structure.class),
                artefacts);
    }

    public Attributes withArtefact(Artefact artefact, boolean present) {
        return new Attributes(
                asymmetric,
                raised,
                diameter,
                border,
                mainColour,
                furtherColours,
                network,
                vessels,
                structures,
                changed(artefacts, artefact, present, Artefact.class));
    }

    /** Main and further colours. */
    public Set<Colour> colours() {
        return Collections.unmodifiableSet(changed(furtherColours, mainColour, true, Colour.class));
    }

    /**
     * Every attribute as yes or no, under its column name and always in the same order: {@code asymmetric},
     * {@code raised}, {@code diameter_small}, {@code border_regular}, {@code colour_tan}, {@code network_typical},
     * {@code vessels_dotted}, {@code scale}, {@code hair}, ...
     */
    public Map<String, Boolean> flags() {
        Map<String, Boolean> flags = new LinkedHashMap<>();
        flags.put("asymmetric", asymmetric);
        flags.put("raised", raised);
        oneOf(flags, "diameter_", diameter, Diameter.values());
        oneOf(flags, "border_", border, Border.values());
        Set<Colour> colours = colours();
        for (Colour colour : Colour.values()) {
            flags.put("colour_" + colour.token(), colours.contains(colour));
        }
        oneOf(flags, "network_", network, Network.values());
        oneOf(flags, "vessels_", vessels, Vessels.values());
        for (Structure structure : Structure.values()) {
            flags.put(structure.token(), structures.contains(structure));
        }
        for (Artefact artefact : Artefact.values()) {
            flags.put(artefact.token(), artefacts.contains(artefact));
        }
        return flags;
    }

    private static <T extends Term> void oneOf(Map<String, Boolean> flags, String prefix, T value, T[] all) {
        for (T one : all) {
            flags.put(prefix + one.token(), one == value);
        }
    }
}
