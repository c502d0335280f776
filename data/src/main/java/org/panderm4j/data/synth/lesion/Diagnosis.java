package org.panderm4j.data.synth.lesion;

import java.util.Arrays;
import java.util.List;

/** The diagnoses of the demo world, in label order. */
public enum Diagnosis implements Term {
    NEVUS,
    MELANOMA,
    BASAL_CELL_CARCINOMA,
    SQUAMOUS_CELL_CARCINOMA,
    SEBORRHEIC_KERATOSIS,
    ACTINIC_KERATOSIS,
    DERMATOFIBROMA,
    VASCULAR_LESION;

    /** The class names, in label order: {@code nevus}, {@code melanoma}, ... */
    public static List<String> names() {
        return Arrays.stream(values()).map(Term::word).toList();
    }

    /** The class, counted from 0. */
    @SuppressWarnings("EnumOrdinal") // the order of declaration is the order of labels
    public int label() {
        return ordinal();
    }

    /** Whether it is a cancer. */
    public boolean malignant() {
        return this == MELANOMA || this == BASAL_CELL_CARCINOMA || this == SQUAMOUS_CELL_CARCINOMA;
    }

    /** Other names in the field. */
    public List<String> synonyms() {
        return switch (this) {
            case NEVUS -> List.of("melanocytic nevus", "common nevus");
            case MELANOMA -> List.of("malignant melanoma", "cutaneous melanoma");
            case BASAL_CELL_CARCINOMA -> List.of("basalioma", "BCC");
            case SQUAMOUS_CELL_CARCINOMA -> List.of("spinalioma", "SCC");
            case SEBORRHEIC_KERATOSIS -> List.of("seborrhoeic wart", "benign keratosis");
            case ACTINIC_KERATOSIS -> List.of("solar keratosis", "senile keratosis");
            case DERMATOFIBROMA -> List.of("fibrous histiocytoma", "histiocytoma");
            case VASCULAR_LESION -> List.of("cherry angioma", "haemangioma");
        };
    }

    /** Names that patients use. */
    public List<String> layNames() {
        return switch (this) {
            case NEVUS -> List.of("mole", "birthmark");
            case MELANOMA -> List.of("black skin cancer");
            case BASAL_CELL_CARCINOMA -> List.of("pearly skin cancer");
            case SQUAMOUS_CELL_CARCINOMA -> List.of("horny skin cancer");
            case SEBORRHEIC_KERATOSIS -> List.of("age wart");
            case ACTINIC_KERATOSIS -> List.of("sun damage spot");
            case DERMATOFIBROMA -> List.of("firm bump");
            case VASCULAR_LESION -> List.of("blood spot");
        };
    }

    /** What it is most easily mistaken for. */
    public Diagnosis lookAlike() {
        return switch (this) {
            case NEVUS -> MELANOMA;
            case MELANOMA, DERMATOFIBROMA -> NEVUS;
            case BASAL_CELL_CARCINOMA, ACTINIC_KERATOSIS -> SQUAMOUS_CELL_CARCINOMA;
            case SQUAMOUS_CELL_CARCINOMA -> ACTINIC_KERATOSIS;
            case SEBORRHEIC_KERATOSIS -> NEVUS;
            case VASCULAR_LESION -> BASAL_CELL_CARCINOMA;
        };
    }
}
