package org.panderm4j.nn.fusion;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The shape of a fusion network, with H the width of the image features.
 *
 * @param clinical whether it sees the feature of a clinical photograph
 * @param dermoscopic whether it sees that of a dermoscopic picture
 * @param images how the two pictures meet; without effect where there is one
 * @param imageLayer whether each picture's feature goes through a linear layer of its own first, H to H
 * @param metadata what it sees of the patient, if anything
 * @param head from the fused vector to the logits of the first output
 * @param outputs what is told apart; further ones have a linear layer each on the fused vector
 */
public record FusionDesign(
        boolean clinical,
        boolean dermoscopic,
        Images images,
        boolean imageLayer,
        Optional<Metadata> metadata,
        HeadKind head,
        List<Output> outputs) {
    public FusionDesign {
        outputs = List.copyOf(outputs);
        if (!clinical && !dermoscopic && metadata.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected at least one of clinical, dermoscopic and metadata, found none");
        }
        if (outputs.isEmpty()) {
            throw new IllegalArgumentException("expected at least one output, found none");
        }
        if (outputs.stream().map(Output::name).distinct().count() < outputs.size()) {
            throw new IllegalArgumentException("expected outputs of different names, found " + outputs);
        }
        int pictures = (clinical ? 1 : 0) + (dermoscopic ? 1 : 0);
        if (pictures == 2 && images.fusing() == Fusing.CROSS_ATTENTION) {
            requireHeads(images.width(), images.heads(), images.depth(), "image");
        }
        if (pictures > 0 && metadata.isPresent() && metadata.get().fusing() == Fusing.CROSS_ATTENTION) {
            int width = images.width() * pictures;
            requireHeads(width, metadata.get().heads(), metadata.get().depth(), "metadata");
        }
    }

    /** Width of the hidden layer of the head. */
    static final int HIDDEN = 256;

    /**
     * Image features and how they meet.
     *
     * @param width H
     * @param fusing cross attention or side by side
     * @param heads of the attention, a divisor of H where two pictures attend
     * @param depth steps of cross attention, at least 1 there
     */
    public record Images(int width, Fusing fusing, int heads, int depth) {
        public Images {
            requirePositive(width, "image features");
        }
    }

    /**
     * Metadata and how they meet the pictures.
     *
     * @param kind what they come as
     * @param inputWidth of the text tower's feature, or of the vector
     * @param width of the hidden layers for a vector, and what comes out of them; a text's feature is taken to H, whatever this says
     * @param fusing cross attention to the pictures' features or side by side
     * @param heads of the attention, a divisor of H times the number of pictures where they attend to pictures
     * @param depth steps of cross attention, at least 1 there
     */
    public record Metadata(Kind kind, int inputWidth, int width, Fusing fusing, int heads, int depth) {
        /** What metadata come as. */
        public enum Kind {
            /** The feature of a sentence. */
            TEXT,
            /** Numbers. */
            VECTOR
        }

        public Metadata {
            requirePositive(inputWidth, "metadata");
            requirePositive(width, "the layers over metadata");
        }
    }

    /** The last layers. */
    public enum HeadKind {
        LINEAR,
        /** To 256, batch norm, ReLU, dropout of 0.3, to the classes. */
        MLP
    }

    /**
     * Something that is told apart.
     *
     * @param name e.g. {@code diagnosis}
     * @param classes at least 2
     */
    public record Output(String name, int classes) {
        public Output {
            if (classes < 2) {
                throw new IllegalArgumentException(
                        "output " + name + ": expected at least 2 classes, found " + classes);
            }
        }
    }

    /** What it sees. */
    public Set<Modality> modalities() {
        Set<Modality> seen = EnumSet.noneOf(Modality.class);
        if (clinical) {
            seen.add(Modality.CLINICAL);
        }
        if (dermoscopic) {
            seen.add(Modality.DERMOSCOPIC);
        }
        if (metadata.isPresent()) {
            seen.add(Modality.METADATA);
        }
        return seen;
    }

    /** Values that it takes of a modality: H, or those of a text's feature or a vector; 0 of what it does not see. */
    public int inputWidth(Modality modality) {
        if (!modalities().contains(modality)) {
            return 0;
        }
        return modality == Modality.METADATA ? metadata.orElseThrow().inputWidth() : images.width();
    }

    /** Values of the metadata as they are fused: H for a text. */
    public int metadataWidth() {
        return metadata.map(own -> own.kind() == Metadata.Kind.TEXT ? images.width() : own.width())
                .orElse(0);
    }

    /** Values that go into the head. */
    public int fusedWidth() {
        return pictures() * images.width() + metadataWidth();
    }

    /** Whether two pictures take from each other. */
    public boolean picturesAttend() {
        return pictures() == 2 && images.fusing() == Fusing.CROSS_ATTENTION;
    }

    /** Whether metadata take from pictures. */
    public boolean metadataAttend() {
        return pictures() > 0 && metadata.isPresent() && metadata.get().fusing() == Fusing.CROSS_ATTENTION;
    }

    /** Outputs behind the first. */
    public List<Output> furtherOutputs() {
        return outputs.subList(1, outputs.size());
    }

    /** Pictures that it sees, from 0 to 2. */
    public int pictures() {
        return (clinical ? 1 : 0) + (dermoscopic ? 1 : 0);
    }

    /** Logits of all outputs, one after the other. */
    public int logits() {
        return outputs.stream().mapToInt(Output::classes).sum();
    }

    private static void requirePositive(int width, String of) {
        if (width < 1) {
            throw new IllegalArgumentException("expected a width of at least 1 of " + of + ", found " + width);
        }
    }

    private static void requireHeads(int width, int heads, int depth, String which) {
        if (heads < 1 || width % heads != 0 || depth < 1) {
            throw new IllegalArgumentException(
                    which + " fusion: expected a depth of at least 1 and a number of heads that divides the"
                            + " width of " + width + ", found depth " + depth + " and " + heads + " heads");
        }
    }
}
