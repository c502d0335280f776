package org.panderm4j.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.panderm4j.data.synth.lesion.Artefact;
import org.panderm4j.data.synth.lesion.Diagnosis;
import org.panderm4j.data.synth.lesion.Split;
import org.panderm4j.data.synth.lesion.Term;
import org.panderm4j.synth.BiasedArtefact;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A word of the demo world as its tables have it, e.g. {@code basal cell carcinoma} or {@code basal_cell_carcinoma}. */
class TermConverter<T extends Term> implements ITypeConverter<T> {
    private final T[] all;

    TermConverter(T[] all) {
        this.all = all;
    }

    @Override
    public T convert(String value) {
        String token = value.strip().toLowerCase(Locale.ROOT).replace(' ', '_');
        return Arrays.stream(all)
                .filter(one -> one.token().equals(token))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("expected one of "
                        + Arrays.stream(all).map(Term::token).collect(Collectors.joining(", ")) + ", found '" + value
                        + "'"));
    }

    static final class OfArtefact extends TermConverter<Artefact> {
        OfArtefact() {
            super(Artefact.values());
        }
    }

    static final class OfDiagnosis extends TermConverter<Diagnosis> {
        OfDiagnosis() {
            super(Diagnosis.values());
        }
    }

    static final class OfSplit extends TermConverter<Split> {
        OfSplit() {
            super(Split.values());
        }
    }

    /** {@code hair=melanoma}. */
    static final class OfBias implements ITypeConverter<BiasedArtefact> {
        @Override
        public BiasedArtefact convert(String value) {
            int equals = value.indexOf('=');
            if (equals < 0) {
                throw new TypeConversionException("expected NAME=DIAGNOSIS, e.g. hair=melanoma, found '" + value + "'");
            }
            return new BiasedArtefact(
                    new OfArtefact().convert(value.substring(0, equals)),
                    new OfDiagnosis().convert(value.substring(equals + 1)));
        }
    }
}
