package org.panderm4j.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.panderm4j.finetune.ReadOut;
import org.panderm4j.nn.fusion.Fusing;
import org.panderm4j.pretrain.DataOptions.Sampling;
import org.panderm4j.pretrain.StepOptions.Course;
import org.panderm4j.tune.EarlyStopping;
import org.panderm4j.tune.SearchKind;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A choice of several words, written with dashes or underscores, in any case. */
abstract class ChoiceConverter<E extends Enum<E>> implements ITypeConverter<E> {
    private final Class<E> type;

    ChoiceConverter(Class<E> type) {
        this.type = type;
    }

    @Override
    public E convert(String value) {
        String wanted = full(value.toUpperCase(Locale.ROOT).replace('-', '_'));
        return Arrays.stream(type.getEnumConstants())
                .filter(one -> one.name().equals(wanted))
                .findFirst()
                .orElseThrow(
                        () -> new TypeConversionException("expected one of " + choices() + ", found '" + value + "'"));
    }

    /** The whole name behind a short one. */
    String full(String name) {
        return name;
    }

    private List<String> choices() {
        return Arrays.stream(type.getEnumConstants())
                .map(one -> one.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
    }

    /** How batches are sampled. */
    static final class OfSampling extends ChoiceConverter<Sampling> {
        OfSampling() {
            super(Sampling.class);
        }
    }

    /** Where candidates of a search come from. */
    static final class OfSearch extends ChoiceConverter<SearchKind> {
        OfSearch() {
            super(SearchKind.class);
        }
    }

    /** Whether trials end early. */
    static final class OfStopping extends ChoiceConverter<EarlyStopping> {
        OfStopping() {
            super(EarlyStopping.class);
        }
    }

    /** How the learning rate goes; the reference writes const for constant. */
    static final class OfCourse extends ChoiceConverter<Course> {
        OfCourse() {
            super(Course.class);
        }

        @Override
        String full(String name) {
            return name.replaceFirst("^CONST(?=$|_)", "CONSTANT");
        }
    }

    /** How modalities meet; the reference writes concatenate and, with a space, cross attention. */
    static final class OfFusing extends ChoiceConverter<Fusing> {
        OfFusing() {
            super(Fusing.class);
        }

        @Override
        String full(String name) {
            return name.equals("CONCATENATE") ? Fusing.CONCATENATION.name() : name.replace(' ', '_');
        }
    }

    /** What is read of an image tower. */
    static final class OfReadOut extends ChoiceConverter<ReadOut> {
        OfReadOut() {
            super(ReadOut.class);
        }
    }

    /** The values of which script. */
    static final class OfPreset extends ChoiceConverter<Preset> {
        OfPreset() {
            super(Preset.class);
        }
    }
}
